package condition

import "testing"

// plant is the device that the tests ask about.
var plant = map[string]Value{
	"deviceId": TextValue("line-7"), "tags.site": TextValue("plant-a"), "tags.building": TextValue("9"),
	"tags.floor": NumberValue("3"), "tags.lab": BoolValue(false), "tags.new": BoolValue(true),
	"tags.place": {Kind: Compound}, "properties.reported.model": TextValue("X1"), "tags.owner": TextValue("operator's"),
}

// ask says whether plant matches a condition. Reported properties are not read if the
// device is a plain one.
func ask(t *testing.T, text string, device map[string]Value) Outcome {
	t.Helper()
	c, err := Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return c.Match(func(i int) Value { return device[c.Paths()[i].String()] })
}

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		condition string
		want      Match
		doubt     Doubts
	}{
		{"", No, 0},
		{"*", Yes, 0},
		{" * ", Yes, 0},
		{"tags.site='plant-a'", Yes, 0},
		{"tags.site = 'plant-b'", No, 0},
		{"'plant-a' = tags.site", Yes, 0},
		{"tags.owner = 'operator''s'", Yes, 0},
		{"tags.site='Plant-A'", Unclear, TextCase},
		{"tags.site!='plant-A'", Unclear, TextCase},
		{"tags.missing='x'", No, 0},
		{"tags.missing!='x'", No, 0}, // a comparison with a missing property is undefined
		{"tags.missing=null", No, 0},
		{"NOT tags.missing='x'", Unclear, NotUndefined},
		{"NOT NOT tags.missing='x'", Unclear, NotUndefined},
		{"NOT tags.site='x'", Yes, 0},
		{"not is_defined(tags.missing)", Yes, 0},
		{"IS_DEFINED(tags.site)", Yes, 0},
		{"is_defined(tags.missing) AND NOT tags.missing='x'", No, 0},
		{"tags.building=9", No, 0}, // the text '9' is no number
		{"tags.building='9'", Yes, 0},
		{"NOT tags.building=9", Unclear, NotUndefined},
		{"tags.building!=9", Unclear, Types},
		{"tags.site!=null", Unclear, Types},
		{"tags.floor=3.0", Yes, 0},
		{"tags.floor=0x3", Yes, 0},
		{"tags.floor>2 and tags.floor<=3", Yes, 0},
		{"tags.floor<>3", No, 0},
		{"tags.floor+1=4", Yes, 0},
		{"tags.floor*2-1=5", Yes, 0},
		{"10-tags.floor-2=5", Yes, 0},
		{"-tags.floor=-3", Yes, 0},
		{"tags.floor%2=1", Yes, 0},
		{"tags.floor/0=1", Unclear, Arithmetic},
		{"tags.site+1=2", Unclear, Arithmetic},
		{"tags.missing+1=2", No, 0},
		{"tags.new", Yes, 0},
		{"tags.lab", No, 0},
		{"tags.site", No, 0}, // only the JSON value true counts as true
		{"tags.lab=false", Yes, 0},
		{"tags.lab<>true", Yes, 0},
		{"tags.place='x'", No, 0},
		{"tags.place.city='x'", No, 0},
		{"tags.missing='x' OR tags.site='plant-a'", Yes, 0},
		{"tags.missing='x' AND tags.site='plant-a'", No, 0},
		{"tags.site='plant-a' AND tags.floor=3 NOT tags.lab=true", Yes, 0},
		{"tags.site='plant-a' OR tags.site='b' AND tags.floor=4", Unclear, Binding},
		{"tags.site='plant-a' OR tags.site='b' AND tags.floor=3", Yes, 0}, // all orders agree
		{"tags.site='plant-a' OR (tags.site='b' AND tags.floor=4)", Yes, 0},
		{"properties.reported.model='X1'", Yes, 0},
		{"tags.[[site]]='plant-a'", Yes, 0},
		{"TAGS.site='plant-a'", Unclear, NameCase},
		{"TAGS.site='plant-b'", No, 0},
		{"tags.site>'plant'", Yes, 0},
		{"tags.site<'Q'", Unclear, TextCase},
		{"true", Yes, 0},
		{"undefined", No, 0},
	} {
		if got := ask(t, test.condition, plant); got.Match != test.want || got.Doubts&test.doubt != test.doubt || got.Match != Unclear && got.Doubts != 0 {
			t.Errorf("%s: match %d, doubts %q: want %d", test.condition, got.Match, got.Doubts.List(), test.want)
		}
	}
}

// TestMatchNotRead: what the input does not hold decides nothing in silence.
func TestMatchNotRead(t *testing.T) {
	device := map[string]Value{"tags.site": TextValue("a"), "properties.reported.model": {Kind: Unknown}}
	for text, want := range map[string]Match{
		"properties.reported.model='X1'":                              Unclear,
		"is_defined(properties.reported.model)":                       Unclear,
		"properties.reported.model='X1' AND tags.site='b'":            No,
		"properties.reported.model='X1' OR tags.site='a'":             Yes,
		"NOT properties.reported.model='X1'":                          Unclear,
		"properties.reported.model+1=2":                               Unclear,
		"tags.site='a' AND (tags.x='y' OR properties.reported.model)": Unclear,
	} {
		got := ask(t, text, device)
		if got.Match != want || want == Unclear && got.Doubts&NotRead == 0 {
			t.Errorf("%s: match %d, doubts %q: want %d", text, got.Match, got.Doubts.List(), want)
		}
	}
	other := TextValue("a")
	other.OtherCase = true
	for text, want := range map[string]Match{"tags.site='a'": Unclear, "tags.site='b'": No, "is_defined(tags.site)": Unclear} {
		if got := ask(t, text, map[string]Value{"tags.site": other}); got.Match != want {
			t.Errorf("%s with a tag of another case: match %d, want %d", text, got.Match, want)
		}
	}
}
