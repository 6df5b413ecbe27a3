package lint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestFixLeavesKnown: what a baseline knows, by rule and pointer, is neither mended nor
// moved, however Fix comes to it. Only the fix of the same value mends it by the way.
func TestFixLeavesKnown(t *testing.T) {
	const proxy = `"https_proxy": {"value": "http://proxy.example.com:3128"}`
	const protocol = `"UpstreamProtocol": {"value": "AmqpWs"}`
	const good = `"env": {` + proxy + `, ` + protocol + `}`
	const agentPointer = "/modulesContent/$edgeAgent/properties.desired/systemModules/edgeAgent"
	const hubPointer = "/modulesContent/$edgeAgent/properties.desired/systemModules/edgeHub"
	for _, c := range []struct {
		name, agent, hub string
		legacy           bool     // the document has "moduleContent"
		known            []string // RULE POINTER, or RULE for any pointer
		mended, left     string   // rules that were mended, and those that are left: in lower case if known
	}{
		{"nothing known", `"x": 1`, `"env": {` + protocol + `}`, false, nil, "EP101 EP301 EP305", "EP506"},
		{"Apply would mend it", good, `"env": {"https_proxy": {"value": "http://localhost:3128"}, ` + protocol + `}`, false,
			[]string{"EP206"}, "", "ep206"},
		{"Apply would mend it, after a fix", `"env": {` + proxy + `}`, `"env": {"https_proxy": {"value": "http://localhost:3128"}, ` + protocol + `}`, false,
			[]string{"EP206"}, "EP305", "ep206"},
		{"Apply has other things to do", `"env": {` + proxy + `, ` + protocol + `}, "y": 1`, `"env": {` + proxy + `}`, false,
			[]string{"EP506"}, "", "ep506"},
		{"a fix makes another pointer of it", `"startupOrder": 0`, `"env": {` + proxy + `}`, false,
			[]string{"EP101 " + agentPointer, "EP506"}, "", "ep101 ep506 EP304"},
		{"every pointer moves", good, `"env": {` + protocol + `}`, true,
			[]string{"EP301 " + strings.Replace(hubPointer, "modulesContent", "moduleContent", 1) + "/env"}, "", "EP516 ep301"},
		{"every pointer moves, and there is more to mend", `"env": {` + proxy + `}`, `"env": {` + protocol + `}`, true,
			[]string{"EP301 " + strings.Replace(hubPointer, "modulesContent", "moduleContent", 1) + "/env"}, "EP305", "EP516 ep301"},
		{"the same value is mended", good, `"env": {"https_proxy": {"value": "http://proxy.example.com"}, ` + protocol + `}`, false,
			[]string{"EP203"}, "EP209", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := harmDocument(c.agent, c.hub)
			if c.legacy {
				src = strings.Replace(src, "modulesContent", "moduleContent", 1)
			}
			last := 0 // how many findings the last call was about
			opts := lint.Options{Expect: lint.Expect{URL: proxyURL("http://proxy.example.com:3128")}, Suppress: func(findings []lint.Finding) {
				last = len(findings)
				for i := range findings {
					if f := &findings[i]; slices.Contains(c.known, f.Rule) || slices.Contains(c.known, f.Rule+" "+f.Pointer) {
						f.Suppressed = &lint.Suppression{By: "baseline"}
					}
				}
			}}
			doc, err := manifest.Parse([]byte(src))
			if err != nil {
				t.Fatal(err)
			}
			fixed, err := opts.Fix(doc, lint.Run(doc, opts))
			if err != nil {
				t.Fatal(err)
			}
			var mended, left []string
			for _, f := range fixed.Mended {
				mended = append(mended, f.Rule)
			}
			for _, f := range fixed.Left {
				if f.Suppressed != nil {
					f.Rule = strings.ToLower(f.Rule)
				}
				left = append(left, f.Rule)
				if withheld := f.Rule == "EP304" || f.Rule == "EP516"; withheld != strings.HasPrefix(f.Help, "the fix was not made, because ") {
					t.Errorf("%s: help %q", f.Rule, f.Help)
				}
			}
			slices.Sort(mended)
			if m, l := strings.Join(mended, " "), strings.Join(left, " "); m != c.mended || l != c.left {
				t.Errorf("mended %q and left %q, want %q and %q\n%s", m, l, c.mended, c.left, fixed.Bytes)
			}
			if last != len(fixed.Left) {
				t.Errorf("the last call of Suppress was about %d findings, and %d are left", last, len(fixed.Left))
			}
		})
	}
}
