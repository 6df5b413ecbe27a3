package baseline

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// marks says of each finding who covers it.
func marks(findings []check.Finding) (by []string) {
	for _, f := range findings {
		if f.Suppressed == nil {
			by = append(by, "")
			continue
		}
		by = append(by, f.Suppressed.By)
	}
	return by
}

func TestApply(t *testing.T) {
	b := mustParse(t, example)
	findings := []check.Finding{
		{Rule: "EP101", Pointer: "/modulesContent/$edgeAgent"},
		{Rule: "EP101", Pointer: "/modulesContent/$edgeAgent"}, // one more than counted
		{Rule: "EP101", Pointer: "/modulesContent"},
		{Rule: "EP203", Pointer: "/x", Suppressed: &check.Suppression{By: "ignore"}},
		{Rule: "EP203", Pointer: "/x"},
		{Rule: "EP203", Pointer: "/x"},
		{Rule: "EP203", Pointer: "/x"},
	}
	for range 2 { // a second call for a file starts anew
		list := slices.Clone(findings)
		b.Apply("a/b.json", list)
		if got, want := marks(list), []string{"baseline", "", "", "ignore", "baseline", "baseline", ""}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	list := slices.Clone(findings)
	b.Apply("b.json", list)
	if got := strings.Join(marks(list), ""); got != "ignore" {
		t.Errorf("another file: %q", marks(list))
	}
}

func TestRecord(t *testing.T) {
	b := mustParse(t, example)
	b.Record("a/b.json", []check.Finding{
		{Rule: "EP301", Pointer: "/z", Suppressed: &check.Suppression{By: "ignore"}},
		{Rule: "EP203", Pointer: "/x", Suppressed: &check.Suppression{By: "baseline"}},
		{Rule: "EP203", Pointer: "/x"},
		{Rule: "EP203", Pointer: "/x"},
		{Rule: "EP203", Pointer: "/x", Cause: "c"},
	}, nil)
	b.Record("0\xff.json", []check.Finding{{Rule: "EP001"}}, nil)
	b.Forget(`ü/"c".json`)
	want := []Entry{
		{Rule: "EP001", Path: "0\xff.json", Count: 1},
		{Rule: "EP203", Path: "a/b.json", Pointer: "/x", Count: 3}, {Rule: "EP203", Path: "a/b.json", Pointer: "/x", Cause: "c", Count: 1},
	}
	if got := b.Entries(); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	// What is written is known from then on.
	b.Record("a/b.json", nil, nil)
	again := mustParse(t, write(t, b))
	list := []check.Finding{{Rule: "EP001"}}
	again.Apply("0\xff.json", list)
	if list[0].Suppressed == nil {
		t.Error("a path that is not UTF-8 is not recognized")
	}
	if stale := again.Stale(Coverage{}); len(stale) != 0 {
		t.Errorf("%+v", stale)
	}
}

// TestPaths records files whose names JSON cannot hold, or that look like the
// way in which those are spelt: each keeps its own entry.
func TestPaths(t *testing.T) {
	paths := []string{"\xff.json", "\xfe.json", "\ufffd.json", "\ufffdff.json", "a\xed\xa0\x80", "\xc3", "\xff\ufffd", "ü.json"}
	b := New("known.json")
	for i, path := range paths {
		b.Record(path, slices.Repeat([]check.Finding{{Rule: "EP101"}}, i+1), nil)
	}
	again := mustParse(t, write(t, b))
	for i, path := range paths {
		if !slices.Contains(again.Entries(), Entry{Rule: "EP101", Path: path, Count: i + 1}) {
			t.Errorf("%q is not there: %v", path, again.Entries())
		}
	}
	for _, typed := range []string{"\ufffd", "a\ufffdg0", "\ufffd1", "\ufffd\ufffd"} {
		if got := readPath(typed); got != typed {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
}

func TestStale(t *testing.T) {
	gone := func(path string) bool { return strings.HasPrefix(path, "ü") }
	for _, tt := range []struct {
		name string
		run  Coverage
		want []string
	}{
		{"a partial run", Coverage{}, []string{
			`5 baseline entry for EP203 in "a/b.json" is stale: it counts 2 findings, the run found 1`,
			`6 baseline entry for EP203 in "a/b.json" is stale: the finding is gone`,
		}},
		{"a full run", Coverage{Gone: gone}, []string{
			`5 baseline entry for EP203 in "a/b.json" is stale: it counts 2 findings, the run found 1`,
			`6 baseline entry for EP203 in "a/b.json" is stale: the finding is gone`,
			`7 baseline entry for EP001 in "ü/\"c\".json" is stale: the file is gone`,
		}},
		{"some rules", Coverage{Gone: gone, Rule: func(id string) bool { return id == "EP101" }}, []string{
			`7 baseline entry for EP001 in "ü/\"c\".json" is stale: the file is gone`,
		}},
		{"a rule is off", Coverage{Off: func(path, rule string) bool { return path == "a/b.json" && rule == "EP203" }}, []string{
			`5 baseline entry for EP203 in "a/b.json" is stale: the configuration turns the rule off`,
			`6 baseline entry for EP203 in "a/b.json" is stale: the configuration turns the rule off`,
		}},
	} {
		b := mustParse(t, example)
		b.Apply("a/b.json", []check.Finding{{Rule: "EP101", Pointer: "/modulesContent/$edgeAgent"}, {Rule: "EP203", Pointer: "/x"}, {Rule: "EP203", Pointer: "/new"}})
		b.Apply("new.json", nil)
		var got []string
		for _, f := range b.Stale(tt.run) {
			line := 1 + strings.Count(example[:f.Span.Start], "\n")
			got = append(got, fmt.Sprint(line, " ", f.Message))
			if f.Rule != "EP901" || f.Name != "unused-suppression" || f.Severity != check.Warning || f.Pointer != fmt.Sprintf("/entries/%d", line-4) {
				t.Errorf("%s: %+v", tt.name, f)
			}
			if text := example[f.Span.Start:f.Span.End]; !strings.HasPrefix(text, "{") || strings.Count(text, "}") != 1 {
				t.Errorf("%s: span %q", tt.name, text)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got\n%s", tt.name, strings.Join(got, "\n"))
		}
	}
}

func TestStaleWithoutAny(t *testing.T) {
	b := mustParse(t, `{"version": 1, "entries": [{"rule": "EP203", "path": "a", "count": 3}]}`)
	b.Apply("a", nil)
	if got := b.Stale(Coverage{})[0].Message; got != `baseline entry for EP203 in "a" is stale: all 3 findings are gone` {
		t.Error(got)
	}
}

// TestStaleThoughFound: a finding that stands in the report, or that the
// configuration ignores, is not said to be gone.
func TestStaleThoughFound(t *testing.T) {
	entry := func(severity check.Severity, cause string) check.Finding {
		return check.Finding{Rule: "EP505", Pointer: "/x", Severity: severity, Cause: cause}
	}
	ignored := entry(check.Info, "a")
	ignored.Suppressed = &check.Suppression{By: check.ByIgnore}
	elsewhere := entry(check.Error, "a")
	elsewhere.Pointer = "/y"
	for _, tt := range []struct {
		name string
		now  []check.Finding
		want string
	}{
		{"worse", []check.Finding{entry(check.Warning, "a")}, "it covers severity info, and the finding has severity warning now"},
		{"the worst of two", []check.Finding{entry(check.Error, "a"), entry(check.Warning, "a")}, "it covers severity info, and the finding has severity error now"},
		{"of another cause", []check.Finding{entry(check.Info, "b")}, "the finding at its place has another cause now"},
		{"ignored", []check.Finding{ignored}, "the configuration ignores the finding"},
		{"one of two ignored", []check.Finding{ignored, entry(check.Error, "a")}, "it covers severity info, and the finding has severity error now"},
		{"at another place", []check.Finding{elsewhere}, "the finding is gone"},
	} {
		b := New("b.json")
		b.Record("a", []check.Finding{entry(check.Info, "a")}, nil)
		b = mustParse(t, write(t, b))
		b.Apply("a", tt.now)
		stale := b.Stale(Coverage{})
		if want := `baseline entry for EP505 in "a" is stale: ` + tt.want; len(stale) != 1 || stale[0].Message != want {
			t.Errorf("%s: %+v, want %s", tt.name, stale, want)
		}
		b.Apply("a", nil)
		if stale := b.Stale(Coverage{}); !strings.HasSuffix(stale[0].Message, "the finding is gone") {
			t.Errorf("%s, then nothing: %s", tt.name, stale[0].Message)
		}
	}
}

func TestStaleCommand(t *testing.T) {
	for _, tt := range []struct {
		file string
		args []string
		want string
	}{
		{"b.json", []string{"sites", "a.json"}, "edgeproxy lint --baseline b.json --prune-baseline sites a.json"},
		{"b.json", nil, "edgeproxy lint --baseline b.json --prune-baseline PATH..."},
		{"b.json", make([]string, 11), "edgeproxy lint --baseline b.json --prune-baseline PATH..."},
		{"my b.json", []string{"a$(x).json", `b\c`, "sites/**"}, `edgeproxy lint --baseline 'my b.json' --prune-baseline 'a$(x).json' 'b\c' 'sites/**'`},
		{"it's.json", []string{"\x1b[0m", "##vso[x]"}, `edgeproxy lint --baseline "it's.json" --prune-baseline "\x1b[0m" "#\x23vso[x]"`},
	} {
		b, err := Parse(tt.file, []byte(`{"version": 1, "entries": [{"rule": "EP203", "path": "a", "count": 1}]}`))
		if err != nil {
			t.Fatal(err)
		}
		b.Apply("a", nil)
		want := "the baseline would hide as many new findings; to take out what is gone, run " + told(tt.want)
		if got := b.Stale(Coverage{Paths: tt.args})[0].Help; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	b := mustParse(t, `{"version": 1, "entries": [{"rule": "EP203", "path": "a", "count": 1}]}`)
	const want = "paths are those from the folder of the baseline; if the file has another name now, accept its findings anew with \"edgeproxy lint --config 'c d.yaml' --baseline " + file + " --write-baseline b\"; "
	if got := b.Stale(Coverage{Gone: func(string) bool { return true }, Paths: []string{"b"}, Flags: []string{"--config", "c d.yaml"}})[0].Help; !strings.HasPrefix(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestParallel(t *testing.T) {
	b := New(file)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			path := fmt.Sprintf("%d.json", i)
			b.Record(path, []check.Finding{{Rule: "EP101"}}, nil)
			b.Apply(path, []check.Finding{{Rule: "EP101"}})
		})
	}
	wg.Wait()
	if stale := b.Stale(Coverage{}); len(stale) != 0 || len(b.Entries()) != 8 {
		t.Errorf("%v, %v", stale, b.Entries())
	}
}

// TestMore: a finding that stands for others counts as all of them, so that a
// baseline does not hide new ones behind it.
func TestMore(t *testing.T) {
	rest := func(more int) []check.Finding { return []check.Finding{{Rule: "EP108", More: more}} }
	b := New("b.json")
	b.Record("a.json", rest(500), nil)
	if got := b.Entries(); len(got) != 1 || got[0].Count != 500 {
		t.Fatalf("recorded %v", got)
	}
	for more, want := range map[int]bool{499: true, 500: true, 501: false} {
		found := rest(more)
		b.Apply("a.json", found)
		if covered := found[0].Suppressed != nil; covered != want {
			t.Errorf("%d more: covered %t, want %t", more, covered, want)
		}
	}
}

// TestWorse: an entry covers no finding that is worse than the one that was
// recorded, or has another cause. An entry of an older version covers any.
func TestWorse(t *testing.T) {
	warning := check.Finding{Rule: "EP202", Pointer: "/x", Severity: check.Warning, Cause: "https"}
	b := New(file)
	b.Record("a", []check.Finding{warning}, nil)
	b = mustParse(t, write(t, b))
	old := mustParse(t, `{"version": 1, "entries": [{"rule": "EP202", "path": "a", "pointer": "/x", "count": 1}]}`)
	if b.Old() || !old.Old() {
		t.Error("an entry without severity is one of an older version, and no other")
	}
	for name, tt := range map[string]struct {
		finding check.Finding
		covered bool
	}{
		"the same":         {warning, true},
		"milder":           {check.Finding{Rule: "EP202", Pointer: "/x", Severity: check.Info, Cause: "https"}, true},
		"a higher one":     {check.Finding{Rule: "EP202", Pointer: "/x", Severity: check.Error, Cause: "https"}, false},
		"another cause":    {check.Finding{Rule: "EP202", Pointer: "/x", Severity: check.Warning, Cause: "scheme"}, false},
		"the usual cause":  {check.Finding{Rule: "EP202", Pointer: "/x", Severity: check.Warning}, false},
		"the same, hidden": {check.Finding{Rule: "EP202", Pointer: "/x", Severity: check.Error, Cause: "https", More: 1}, false},
	} {
		list := []check.Finding{tt.finding}
		b.Apply("a", list)
		if got := list[0].Suppressed != nil; got != tt.covered {
			t.Errorf("%s: covered %t", name, got)
		}
		list[0].Suppressed = nil
		if old.Apply("a", list); list[0].Suppressed == nil {
			t.Errorf("%s: an old entry does not cover it", name)
		}
	}
	both := []check.Finding{warning, {Rule: "EP202", Pointer: "/x", Severity: check.Error, Cause: "https"}}
	b.Record("b", both, nil)
	if b.Apply("b", both); both[0].Suppressed == nil || both[1].Suppressed == nil {
		t.Errorf("one of two severities is not covered: %q", marks(both))
	}
}

// TestRecordKeeps: a run of some rules knows nothing of the others.
func TestRecordKeeps(t *testing.T) {
	b := mustParse(t, example)
	before := b.Entries()
	b.Record("a/b.json", []check.Finding{{Rule: "EP101", Pointer: "/new", Severity: check.Error}}, func(rule string) bool { return rule == "EP101" })
	var got []string
	for _, e := range b.Entries() {
		got = append(got, fmt.Sprint(e.Rule, e.Pointer, " ", e.Count))
	}
	if want := []string{"EP101/new 1", "EP203/x 2", "EP203/y 1", "EP001 1"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if removed, added := Changes(before, b.Entries()); removed != 1 || added != 1 {
		t.Errorf("%d removed, %d added", removed, added)
	}
	b.Record("a/b.json", []check.Finding{{Rule: "EP203", Pointer: "/x", Severity: check.Error}, {Rule: "EP203", Pointer: "/y", Severity: check.Error}}, nil)
	if removed, added := Changes(before, b.Entries()); removed != 2 || added != 0 {
		t.Errorf("an entry that gets a severity is none that is new: %d removed, %d added", removed, added)
	}
}

func TestPrune(t *testing.T) {
	b := mustParse(t, example)
	run := Coverage{Gone: func(path string) bool { return strings.HasPrefix(path, "ü") }, Rule: func(id string) bool { return id != "EP101" }}
	b.Apply("a/b.json", []check.Finding{{Rule: "EP203", Pointer: "/x"}, {Rule: "EP203", Pointer: "/new"}})
	b.Prune(run)
	want := []Entry{{Rule: "EP101", Path: "a/b.json", Pointer: "/modulesContent/$edgeAgent", Count: 1}, {Rule: "EP203", Path: "a/b.json", Pointer: "/x", Count: 1}}
	if got := b.Entries(); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	if left := b.Stale(run); len(left) != 0 {
		t.Errorf("still stale: %+v", left)
	}
}

// TestManyStale: of very many stale entries a thousand are listed, and one more
// finding counts the others.
func TestManyStale(t *testing.T) {
	var text strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&text, `,{"rule": "EP203", "path": "a", "pointer": "/%d", "count": 1}`, i)
	}
	b := mustParse(t, `{"version": 2, "entries": [`+text.String()[1:]+`]}`)
	b.Apply("a", nil)
	found := b.Stale(Coverage{})
	if last := found[len(found)-1]; len(found) != maxStale+1 || last.More != 4000 || last.Rule != "EP901" || last.Pointer != "" {
		t.Errorf("%d findings, at the end %+v", len(found), last)
	}
}

// TestElements: a finding in a list is known by the name of the element, wherever the
// element stands, and an entry of an older version by its number.
func TestElements(t *testing.T) {
	at := func(number, name string) check.Finding {
		return check.Finding{Rule: "EP101", Severity: check.Error, Pointer: "/" + number + "/content", Stable: "/id=" + name + "/content"}
	}
	b := New("b.json")
	b.Record("a", []check.Finding{at("0", "plant-a")}, nil)
	b = mustParse(t, write(t, b))
	list := []check.Finding{at("0", "plant-b"), at("1", "plant-a")}
	b.Apply("a", list)
	if got := marks(list); !slices.Equal(got, []string{"", "baseline"}) || b.Old() {
		t.Errorf("by name: %q, old: %v", got, b.Old())
	}
	old := mustParse(t, `{"version": 2, "entries": [{"rule": "EP101", "path": "a", "pointer": "/0/content", "severity": "error", "count": 1}]}`)
	if old.Old() {
		t.Error("an entry counts as old before anything was found")
	}
	list = []check.Finding{at("0", "plant-a"), at("1", "plant-b")}
	old.Apply("a", list)
	if got := marks(list); !slices.Equal(got, []string{"baseline", ""}) || !old.Old() {
		t.Errorf("by number: %q, old: %v", got, old.Old())
	}
	old.Record("a", list, nil)
	if entries := mustParse(t, write(t, old)).Entries(); len(entries) != 2 || entries[0].Pointer != "/id=plant-a/content" || entries[1].Pointer != "/id=plant-b/content" {
		t.Errorf("written anew: %v", entries)
	}
}
