package sites_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// TestPlanErrors: all sites are checked, and sites with the same fault share a message.
func TestPlanErrors(t *testing.T) {
	bare := func(names ...string) *sites.List {
		l := list()
		for _, name := range names {
			l.Sites = append(l.Sites, sites.Site{Name: name, NoProxy: true})
		}
		return l
	}
	deployments := func(id, condition string, names ...string) *sites.List {
		l := bare(names...)
		for i := range l.Sites {
			l.Sites[i].Deployment = &sites.Deployment{ID: sites.Setting{Text: id}, Condition: sites.Setting{Text: condition}}
		}
		return l
	}
	output := func(text string) *sites.List {
		l := bare("a", "b")
		l.Output.Text = text
		return l
	}
	for want, l := range map[string]*sites.List{
		`site "Plant": writes the same file as site "plant"`:                                 bare("plant", "Plant"),
		`site "con": "con.json" cannot be the name of its file: "con.json" stands for a dev`: bare("con", "a"),
		`site "lpt1.x": "lpt1.x.json" cannot be`:                                             bare("lpt1.x"),
		`"output" is "../{site}.json": ".." leads to another folder`:                         output("../{site}.json"),
		`"output" is "/etc/{site}.json": it starts or ends with "/"`:                         output("/etc/{site}.json"),
		`"output" is "a\\{site}": it holds a character`:                                      output(`a\{site}`),
		`"output" is "all.json": every site would write the same file`:                       output("all.json"),
		`"output" is "{sites}.json": "{sites}" stands for nothing`:                           output("{sites}.json"),
		`"output" is "": it is empty`:                                                        output(""),
		`site "A": "A" cannot be the id of its deployment: IoT Hub takes small letters`:      deployments("{site}", "*", "A"),
		`overrides: { id: "a" }`:                                                             deployments("{site}", "*", "A"),
		`site "b": has the same deployment id as site "a": put {site} into the "id"`:         deployments("x", "*", "a", "b"),
		`sites "a" and "b": its target condition: column 10`:                                 deployments("{site}", `tags.x = "y"`, "a", "b"),
		`sites "a" and "b": its target condition is empty`:                                   deployments("{site}", ` `, "a", "b"),
		`site "a": "http://***@p:1" cannot be the id of its deployment`:                      deployments("http://u:hunter2@p:1", "*", "a"),
		`site "a": "***" cannot be the id`:                                                   deployments("hunter2@p:1", "*", "a"),
		`"output" is "http://***@p:1": it holds a`:                                           output("http://u:hunter2@p:1"),
	} {
		_, err := maker(t, base("\n", " "), l).Plan()
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("error %v\nwant %s", err, want)
		}
	}
}

func TestGroups(t *testing.T) {
	a, b, c, d := withProxy(t, "a", "http://10.0.0.1:3128", lineOf(1)), withProxy(t, "b", "http://10.0.0.2:3128", lineOf(1)),
		withProxy(t, "c", "http://10.0.0.1:3128", lineOf(1)), withProxy(t, "d", "http://10.0.0.1:3128", lineOf(2))
	own := *lineOf(1)
	own.Condition.Text = "tags.site='e' AND NOT is_defined(tags.lab)"
	e := withProxy(t, "e", "http://10.0.0.1:3128", &own)
	l := list(a, b, c, d, e)
	l.Output.Text = "g/{group}.json"
	m := maker(t, base("\n", " "), l)
	plan, err := m.PlanGroups()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range plan {
		got = append(got, plan[i].Path+" "+plan[i].Deployment.ID.Text+" "+plan[i].Deployment.Condition.Text)
	}
	want := "g/a.json line-a tags.site = 'a' OR tags.site = 'c' OR (tags.site = 'e' AND NOT is_defined(tags.lab))|" +
		"g/b.json line-b tags.site='b'|g/d.json line-d tags.site='d'"
	if strings.Join(got, "|") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, "|"), want)
	}
	// A module that does not exist is an error of all sites that name it.
	for i := range l.Sites {
		l.Sites[i].Modules = []string{"nosuch"}
	}
	var fault *sites.Error
	if _, err := maker(t, base("\n", " "), l).PlanGroups(); !errors.As(err, &fault) || len(fault.Sites) != 5 {
		t.Errorf("error %v", err)
	}
}

func TestAnyOf(t *testing.T) {
	for want, texts := range map[string][]string{
		"tags.a='1'":                 {"tags.a='1'", "tags.a  =  '1'"},
		"*":                          {"tags.a='1'", "*"},
		"tags.a = '1' OR tags.b = 2": {"tags.a='1'", "tags.b=2"},
		"(tags.a = '1' AND tags.b = 2) OR tags.c = 'x OR ''y'": {"tags.a='1' AND tags.b=2", "tags.c='x OR ''y'"},
	} {
		if got, err := sites.AnyOf(texts); err != nil || got != want {
			t.Errorf("%q: %q, error %v, want %q", texts, got, err, want)
		}
	}
}

// FuzzAnyOf: what is joined can be read, and holds for a device exactly if one of the
// conditions does.
func FuzzAnyOf(f *testing.F) {
	f.Add("tags.a='1' AND tags.b=2", "NOT tags.c='x' OR tags.a<>3", true, "1", 2)
	f.Add("*", "deviceId='x'", false, "x", 0)
	f.Add("tags.a='1') OR (tags.b='2'", "tags.a", false, "x", 0)
	f.Fuzz(func(t *testing.T, one, other string, set bool, text string, number int) {
		joined, err := sites.AnyOf([]string{one, other})
		first, firstErr := condition.Parse(one)
		second, secondErr := condition.Parse(other)
		if (firstErr != nil || secondErr != nil) && err == nil {
			t.Fatalf("%q and %q: one is refused, and they are joined to %q", one, other, joined)
		}
		if err != nil || firstErr != nil || secondErr != nil {
			return
		}
		both, err := condition.Parse(joined)
		if err != nil {
			t.Fatalf("%q and %q: %q cannot be read: %v", one, other, joined, err)
		}
		match := func(c *condition.Condition) condition.Match {
			paths := c.Paths()
			return c.Match(func(i int) condition.Value {
				switch len(paths[i].String()) % 3 { // the same for the same path
				case 0:
					if !set {
						return condition.Value{}
					}
					return condition.NumberValue("2")
				case 1:
					return condition.TextValue(text)
				}
				return condition.BoolValue(number > 0)
			}).Match
		}
		x, y, z := match(first), match(second), match(both)
		if (x == condition.Yes || y == condition.Yes) && z != condition.Yes || x == condition.No && y == condition.No && z != condition.No {
			t.Fatalf("%q is %v, %q is %v, and %q is %v", one, x, other, y, joined, z)
		}
	})
}

func TestCheckName(t *testing.T) {
	for name, ok := range map[string]bool{
		"plant-a": true, "Plant_1.2": true, "9": true,
		"": false, "..": false, ".git": false, "a.": false, "a/b": false, `a\b`: false, "a b": false, "ä": false, "=1+1": false, "a\n": false, "a:b": false,
		strings.Repeat("a", 129): false,
	} {
		if (sites.CheckName(name) == "") != ok {
			t.Errorf("%.20q: %q", name, sites.CheckName(name))
		}
	}
}

func TestNaming(t *testing.T) {
	for want, names := range map[string][]string{
		`site "a"`:                            {"a"},
		`sites "a" and "b"`:                   {"a", "b"},
		`sites "a", "b", "c", "d" and "e"`:    {"a", "b", "c", "d", "e"},
		`sites "a", "b", "c", "d" and 2 more`: {"a", "b", "c", "d", "e", "f"},
	} {
		if got := sites.Naming(names); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
