package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

func TestFor(t *testing.T) {
	c := mustParse(t, example)
	for _, tt := range []struct {
		path     string
		required bool
		host     string
		modules  []string
		rules    map[string]check.Severity
	}{
		{"a.json", true, "proxy.example.com", []string{"blob*"}, map[string]check.Severity{"EP203": check.Off, "EP301": check.Warning}},
		{"sites/plant-b/a/b.json", true, "10.0.0.8", []string{"blob*"}, map[string]check.Severity{"EP203": check.Off, "EP301": check.Warning}},
		{"sites/plant-b/old/a.json", false, "10.0.0.8", nil, map[string]check.Severity{"EP203": check.Off, "EP301": check.Error, "EP101": check.Info}},
		{"sites/plant-b/old/x/a.json", true, "10.0.0.8", []string{"blob*"}, map[string]check.Severity{"EP203": check.Off, "EP301": check.Warning}},
		{"x/a.json", false, "proxy.example.com", nil, map[string]check.Severity{"EP203": check.Off, "EP301": check.Error, "EP101": check.Info}},
	} {
		s := c.For(tt.path)
		got := map[string]check.Severity{}
		for id, level := range s.Rules {
			got[id] = level.Value
		}
		if s.Proxy.Required.Value != tt.required || s.Proxy.URL.Value.Host() != tt.host || !slices.Equal(s.Proxy.Modules.Value, tt.modules) || !reflect.DeepEqual(got, tt.rules) {
			t.Errorf("%s: %+v", tt.path, s)
		}
	}
	if s := c.For("a.json"); s.Severity(testRules[1]) != check.Off || s.Severity(testRules[0]) != check.Error {
		t.Error("Severity")
	}
	if len(c.Rules) != 2 {
		t.Error("For has changed the configuration")
	}
}

// explain is what the only configuration of a file says for it.
func explain(c *Config, path string) []Item {
	return merge([]layer{{c.Track(day("2027-06-30")), path, true}}, testRules).Explain()
}

func TestExplain(t *testing.T) {
	var got strings.Builder
	for _, item := range explain(mustParse(t, example), "sites/plant-b/old/a.json") {
		fmt.Fprintf(&got, "%s = %s (%s)\n", item.Key, item.Value, item.Origin)
	}
	for _, item := range explain(mustParse(t, "proxy: { url: 'http://user:secret@proxy:3128', modules: [\"b\\e\"] }\nignore: [{ rule: EP101, pointer: /a, reason: '##vso[x], see https://tickets/1', until: 2027-06-30 }, { rule: EP203, reason: 'like http://u:secret@proxy' }]"), "lab/a.json") {
		fmt.Fprintf(&got, "%s = %s (%s)\n", item.Key, item.Value, item.Origin)
	}
	want := `proxy.required = false (.edgeproxy.yaml:19)
proxy.url = http://10.0.0.8:3128 (.edgeproxy.yaml:17)
proxy.upstream-protocol = AmqpWs (.edgeproxy.yaml:5)
proxy.modules =  (.edgeproxy.yaml:19)
rules.EP101 = info (.edgeproxy.yaml:20)
rules.EP203 = off (.edgeproxy.yaml:7)
rules.EP301 = error (.edgeproxy.yaml:20)
proxy.required = true (default)
proxy.url = http://***@proxy:3128 (.edgeproxy.yaml:1)
proxy.modules = "b\x1b" (.edgeproxy.yaml:1)
ignore.EP101 = at "/a" because "#\x23vso[x], see https://tickets/1" until 2027-06-30 (.edgeproxy.yaml:2)
ignore.EP203 = because "***" (.edgeproxy.yaml:2)
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

func day(date string) time.Time {
	t, err := time.Parse(dateLayout, date)
	if err != nil {
		panic(err)
	}
	return t
}

func TestSuppress(t *testing.T) {
	const pointer = "/modulesContent/$edgeAgent"
	for _, tt := range []struct {
		name, entry, path, rule, pointer string
		covered                          bool
	}{
		{"everywhere", "{ rule: EP101, reason: r }", "a/b.json", "EP101", pointer, true},
		{"by name", "{ rule: agent-proxy-missing, reason: r }", "a/b.json", "EP101", pointer, true},
		{"another rule", "{ rule: EP203, reason: r }", "a/b.json", "EP101", pointer, false},
		{"glob", "{ rule: EP101, path: 'a/**', reason: r }", "a/b/c.json", "EP101", pointer, true},
		{"another path", "{ rule: EP101, path: 'b/**', reason: r }", "a/b/c.json", "EP101", pointer, false},
		{"a star stays in its folder", "{ rule: EP101, path: 'a/*', reason: r }", "a/b/c.json", "EP101", pointer, false},
		{"the pointer itself", "{ rule: EP101, pointer: '/modulesContent/$edgeAgent', reason: r }", "a.json", "EP101", pointer, true},
		{"inside the pointer", "{ rule: EP101, pointer: '/modulesContent/$edgeAgent', reason: r }", "a.json", "EP101", pointer + "/env", true},
		{"longer name", "{ rule: EP101, pointer: '/modulesContent/$edgeAgent', reason: r }", "a.json", "EP101", pointer + "2", false},
		{"around the pointer", "{ rule: EP101, pointer: '/modulesContent/$edgeAgent', reason: r }", "a.json", "EP101", "/modulesContent", false},
		{"the last day", "{ rule: EP101, reason: r, until: 2027-06-30 }", "a.json", "EP101", pointer, true},
		{"the day after", "{ rule: EP101, reason: r, until: 2027-06-29 }", "a.json", "EP101", pointer, false},
	} {
		u := mustParse(t, "ignore: ["+tt.entry+"]").Track(day("2027-06-30").Add(23 * time.Hour))
		findings := []check.Finding{{Rule: tt.rule, Pointer: tt.pointer}, {Rule: "EP999"}}
		u.suppress(tt.path, findings, nil)
		got := findings[0].Suppressed
		if tt.covered && (got == nil || *got != check.Suppression{By: "ignore", Reason: "r", Origin: ".edgeproxy.yaml:1"}) || !tt.covered && got != nil || findings[1].Suppressed != nil {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestSuppressKeepsMark(t *testing.T) {
	u := mustParse(t, "ignore: [{ rule: EP101, reason: first }, { rule: EP101, reason: second }]").Track(day("2027-06-30"))
	findings := []check.Finding{{Rule: "EP101"}, {Rule: "EP101", Suppressed: &check.Suppression{By: "baseline"}}}
	u.suppress("a.json", findings, nil)
	if findings[0].Suppressed.Reason != "first" || findings[1].Suppressed.By != "baseline" {
		t.Errorf("%+v", findings)
	}
	if left := u.Findings(Coverage{Folders: []string{"."}}); len(left) != 0 {
		t.Errorf("both entries cover something, but: %+v", left)
	}
}

func TestUnused(t *testing.T) {
	const src = `ignore:
  - { rule: EP101, reason: r }
  - { rule: EP203, path: "lab/**", reason: r }
  - { rule: EP203, path: "lab/a.json", reason: r }
  - { rule: EP203, path: "gone/x.json", reason: r }
  - { rule: EP301, path: "gone/*", reason: r, until: 2027-06-29 }
`
	const expired = "ignore entry for EP301 has expired on 2027-06-29"
	for _, tt := range []struct {
		name string
		run  Coverage
		want []string
	}{
		{"the files of a commit", Coverage{}, []string{
			"ignore entry for EP203 covers no finding", // of lab/a.json, which was linted
			expired,
		}},
		{"a folder", Coverage{Folders: []string{"lab"}}, []string{
			"ignore entry for EP203 covers no finding",
			"ignore entry for EP203 covers no finding",
			expired,
		}},
		{"another folder", Coverage{Folders: []string{"la", "gone"}}, []string{
			"ignore entry for EP203 covers no finding",
			`ignore entry for EP203 covers no file: none matches "gone/x.json"`,
			expired,
		}},
		{"everything", Coverage{Folders: []string{"."}}, []string{
			"ignore entry for EP203 covers no finding",
			"ignore entry for EP203 covers no finding",
			`ignore entry for EP203 covers no file: none matches "gone/x.json"`,
			expired,
		}},
		{"some rules", Coverage{Folders: []string{"."}, Rule: func(id string) bool { return id == "EP101" }}, []string{expired}},
	} {
		u := mustParse(t, src).Track(day("2027-06-30"))
		u.suppress("lab/a.json", []check.Finding{{Rule: "EP101"}}, nil)
		var got []string
		for _, f := range u.Findings(tt.run) {
			got = append(got, f.Message)
			if f.Rule != "EP901" || f.Name != "unused-suppression" || f.Severity != check.Warning || f.Help == "" || !strings.HasPrefix(src[f.Span.Start:], "{ rule: "+f.Message[17:22]) || !strings.HasPrefix(f.Pointer, "/ignore/") {
				t.Errorf("%s: %+v", tt.name, f)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	u := mustParse(t, src).Track(day("2027-06-30"))
	f := u.Findings(Coverage{Folders: []string{"."}})
	if p := manifest.NewLines(u.Config.Source()).Position(f[0].Span.Start); p.Line != 2 || p.Column != 5 {
		t.Errorf("entry is at %v", p)
	}
}

func TestSuppressInParallel(t *testing.T) {
	u := mustParse(t, "ignore: [{ rule: EP101, path: 'a/**', reason: r }]").Track(day("2027-06-30"))
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() { u.suppress(fmt.Sprintf("a/%d.json", i), []check.Finding{{Rule: "EP101"}}, nil) })
	}
	wg.Wait()
	if left := u.Findings(Coverage{Folders: []string{"."}}); len(left) != 0 {
		t.Errorf("%+v", left)
	}
}
