package structure

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// optionCases are the values that a form takes and refuses, as they were measured
// on edgeAgent's own classes. What is in neither list was not measured.
var optionCases = map[optionForm]struct{ takes, refuses []string }{
	textForm:    {[]string{`"x"`, `""`, `1`, `1.5`, `true`, `null`}, []string{`{}`, `[]`, `["x"]`}},
	boolForm:    {[]string{`true`, `false`, `0`, `1`, `2.5`, `"true"`, `"False"`}, []string{`"yes"`, `"1"`, `"x y"`, `{}`, `[]`}},
	int64Form:   {[]string{`64`, `-1`, `"64"`, `"-1"`, `"+5"`, `" 64 "`, `1.5`, `1e3`, `true`, `9223372036854775807`}, []string{`"512m"`, `"1.5"`, `"1e3"`, `"+"`, `"--1"`, `9223372036854775808`, `"9223372036854775808"`, `1e19`, `{}`, `[]`}},
	uint64Form:  {[]string{`64`, `"64"`, `-0`, `1.5`, `true`, `18446744073709551615`}, []string{`-1`, `"-1"`, `-1.5`, `18446744073709551616`, `1e20`, `"a"`, `{}`, `[]`}},
	uint16Form:  {[]string{`0`, `"64"`, `1e3`, `65535`}, []string{`-1`, `70000`, `65536`, `"70000"`, `7e4`, `"a"`, `{}`, `[]`}},
	restartForm: {[]string{`""`, `"no"`, `"always"`, `"Always"`, `"on-failure"`, `"unless-stopped"`, `2`}, []string{`null`, `"sometimes"`, `"on failure"`, `{}`, `[]`}},
	emptyForm:   {[]string{`{}`, `{"a":1}`}, []string{`null`, `1`, `true`, `"x"`, `""`, `[]`}},
	listForm:    {[]string{`[]`, `""`, `null`}, []string{`"x"`, `" "`, `{}`, `{"a":"b"}`, `1`, `true`}},
	mapForm:     {[]string{`{}`, `""`, `null`}, []string{`"x"`, `[]`, `["a=b"]`, `1`, `true`}},
	objectForm:  {[]string{`{}`, `""`, `null`, `{"unknown":[{}]}`}, []string{`"x"`, `[]`, `["a"]`, `1`, `true`}},
}

// TestOptionFaults goes through the whole table: each member of each object, each
// element of a list and each value of a map, with all that its type takes and
// refuses, in a base and in a layered deployment.
func TestOptionFaults(t *testing.T) {
	tried := 0
	eachOption(createOptions(), "", func(v string) string { return v }, func(path string, o *optionType, in func(string) string) {
		tried++
		cases := optionCases[o.form]
		for _, value := range slices.Concat(cases.takes, nullCases(o, true)) {
			if found := faultsOf(t, in(value)); len(found) > 0 {
				t.Errorf("%s: %s: got %+v, expected no fault", path, value, found)
			}
		}
		for _, value := range slices.Concat(cases.refuses, nullCases(o, false)) {
			for _, f := range faultsOf(t, in(value)) {
				if f != value {
					t.Errorf("%s: the fault is at %s, expected it at %s", path, f, value)
				}
			}
			if len(faultsOf(t, in(value))) != 2 {
				t.Errorf("%s: %s: expected a fault in the base and in the layered deployment", path, value)
			}
		}
	})
	if tried < 100 {
		t.Errorf("the table has %d places, expected it to have more than 100", tried)
	}
}

// nullCases are null and "" where a form alone does not decide them.
func nullCases(o *optionType, takes bool) []string {
	if o.form >= boolForm && o.form <= uint16Form && o.null == takes {
		if takes {
			return []string{`null`}
		}
		return []string{`null`, `""`}
	}
	return nil
}

// eachOption visits each place of a type with a function that writes createOptions
// with a value there. It spells the names in three ways.
func eachOption(o *optionType, path string, in func(string) string, visit func(string, *optionType, func(string) string)) {
	if path != "" {
		visit(path, o, in)
	}
	switch o.form {
	case listForm:
		eachOption(o.of, path+"[]", func(v string) string { return in(`[` + v + `]`) }, visit)
	case mapForm:
		eachOption(o.of, path+"{}", func(v string) string { return in(`{"80/tcp":` + v + `}`) }, visit)
	case objectForm:
		for i, name := range slices.Sorted(maps.Keys(o.members)) {
			spelt := []string{name, strings.ToUpper(name), strings.ToUpper(name[:1]) + name[1:]}[i%3]
			eachOption(o.members[name], path+"."+name, func(v string) string { return in(`{"User":5,"` + spelt + `":` + v + `}`) }, visit)
		}
	}
}

// faultsOf lists the values that are refused in createOptions, as they stand in the
// string: first of a base, then of a layered deployment.
func faultsOf(t *testing.T, options string) []string {
	t.Helper()
	module := fmt.Sprintf(`{"settings": {"image": "a", "createOptions": %q}}`, options)
	var found []string
	for _, text := range []string{
		`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {}, "modules": {"m": ` + module + `}}}}}`,
		`{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": ` + module + `}}}`,
	} {
		doc, err := manifest.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		m := doc.Deployments()[0].Module("m")
		faults := OptionFaults(m.CreateOptions().Root)
		for _, f := range faults {
			s := f.Node.Span()
			found = append(found, strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(text[s.Start:s.End]))
		}
		if root := m.UsualOptions(); root.Exists() && HasOptionFaults(root) != (len(faults) > 0) {
			t.Errorf("%s: the quick look says otherwise than %+v", options, faults)
		}
	}
	return found
}

// TestOptionFaultsElsewhere: values that stand twice, names that only look alike,
// and what is no object at all.
func TestOptionFaultsElsewhere(t *testing.T) {
	for options, want := range map[string]int{
		`{"HostConfig":{"Memory":"x"},"hostconfig":{"Memory":1}}`: 1,
		`{"Host\u0043onfig":{"Memory":"x"}}`:                      1,
		`{"HostConfig ":{"Memory":"x"},"Memory":"x"}`:             0,
		`{"HostConfig":{"Memory":"x","Binds":"y"}}`:               2,
		`{"` + strings.Repeat("A", 40) + `":1}`:                   0,
		`[]`:                                                      0, `null`: 0, `5`: 0, ``: 0,
	} {
		if got := len(faultsOf(t, options)); got != 2*want {
			t.Errorf("%s: got %d faults in two deployments, expected %d in each", options, got, want)
		}
	}
}
