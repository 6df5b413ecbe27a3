package rules_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// TestFirstStartEnds: a version without a proxy lets a device keep the edgeAgent of its
// first start, which has the proxy of config.toml. The change that ends this has a cause
// of its own, so that a baseline with the usual finding does not cover it.
func TestFirstStartEnds(t *testing.T) {
	plain := removedBase(`"settings": {"image": "a:1"}`)
	for _, c := range []struct {
		name, earlier, src string
		change             string // in the message; "" if edgeAgent stays, or was created anew before
	}{
		{"nothing to compare with", "", plain, ""},
		{"the same", plain, plain, ""},
		{"image", plain, removedBase(`"settings": {"image": "a:2"}`), "its image changes"},
		{"env", plain, removedEnv(removedOther), "its env changes"},
		{"createOptions", plain, removedOptions(`"{\"Labels\":{}}"`), "its createOptions change"},
		{"all", plain, removedBase(`"settings": {"image": "a:2", "createOptions": "{\"Labels\":{}}"}, "env": {` + removedOther + `}`), "its image, env and createOptions change"},
		{"what edgeAgent does not compare", plain, removedBase(`"settings": {"image": " a:1 ", "createOptions": " {} "}, "env": {}, "imagePullPolicy": "never", "version": "2"`), ""},
		{"env before", removedEnv(removedOther), removedBase(`"settings": {"image": "a:2"}`), ""},
		{"no tag before", removedBase(`"settings": {"image": "a"}`), removedBase(`"settings": {"image": "a:2"}`), ""},
		{"a proxy without effect", plain, removedBase(`"settings": {"image": "a:2", "env": {` + removedProxy + `}}`), "its image changes"},
		{"a proxy without effect stays", removedBase(removedPlain + `, ` + removedProxy), removedBase(`"settings": {"image": "a:2"}, ` + removedProxy), "its image changes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := ""
			for _, f := range compare(t, c.earlier, c.src, lint.Options{}) {
				switch {
				case f.Rule != "EP101":
				case f.Cause == "recreated":
					found = f.Message
				case c.change != "":
					t.Errorf("cause %q: %s", f.Cause, f.Message)
				}
			}
			if c.change == "" && found != "" || !strings.Contains(found, c.change) {
				t.Errorf("%q, want %q in it", found, c.change)
			}
		})
	}
}

// TestProxyInNoModule: an env that belongs to no module has no effect. One finding says
// where the proxy stands; no fix takes that env for a module.
func TestProxyInNoModule(t *testing.T) {
	env := `"env": {` + removedProxy + `}, `
	for where, src := range map[string]string{
		"in env under systemModules":       strings.Replace(removedBase(removedPlain), `"edgeAgent":`, env+`"edgeAgent":`, 1),
		"in env beside systemModules":      strings.Replace(removedBase(removedPlain), `"systemModules":`, env+`"systemModules":`, 1),
		"in env under runtime":             strings.Replace(removedBase(removedPlain), `"runtime": {`, `"runtime": {`+env, 1),
		"in env under settings of runtime": strings.Replace(removedBase(removedPlain), `"runtime": {`, `"runtime": {"settings": {`+strings.TrimSuffix(env, ", ")+`}, `, 1),
	} {
		found := compare(t, "", src, lint.Options{})
		if len(found) != 1 || found[0].Rule != "EP101" || !strings.Contains(found[0].Message, "it stands "+where) || len(found[0].Related) != 1 || len(found[0].Fixes) > 0 {
			t.Errorf("%s: %+v", where, found)
		}
	}
}

// TestProxyInArray: createOptions that are an array have no member Env that could be named.
func TestProxyInArray(t *testing.T) {
	found := compare(t, "", removedOptions(`"[{\"Env\":[\"https_proxy=http://p:1\"]}]"`), lint.Options{})
	if len(found) != 1 || found[0].Rule != "EP101" || strings.Contains(found[0].Message, "it stands") {
		t.Errorf("%+v", found)
	}
}
