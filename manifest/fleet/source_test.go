package fleet_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// asking is a hub whose conditions read some properties.
func asking(t *testing.T) *fleet.Hub {
	t.Helper()
	d := &fleet.Deployment{ID: "d"}
	d.SetCondition("deviceId='x' OR tags.site='y' OR tags.place.city='z' OR properties.reported.model='m' OR tags.n=1")
	return fleet.NewHub([]*fleet.Deployment{d})
}

// read lists the devices of an input, each as text, and the error at the end.
func read(hub *fleet.Hub, r io.Reader) ([]string, error) {
	var all []string
	source, x := fleet.NewSource(r), hub.Extractor()
	for {
		records, err := source.Next()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return all, err
		}
		for i := range records.List {
			d, err := x.Device(records, i)
			if err != nil {
				return all, err
			}
			text := fmt.Sprintf("%d %s", d.Line, d.ID)
			if d.Module != "" {
				text += "/" + d.Module
			}
			if !d.Edge {
				text += " no edge"
			}
			for i, v := range d.Values {
				switch {
				case hub.Paths()[i].String() == "deviceId" || v.Kind == condition.Undefined:
				case v.Kind == condition.Unknown:
					text += " " + hub.Paths()[i].String() + "?"
				case v.Kind == condition.Text:
					text += " " + v.Text
				default:
					text += fmt.Sprint(" ", v.Number)
				}
				if v.OtherCase {
					text += "~"
				}
			}
			all = append(all, text)
		}
	}
}

const twinA = `{"deviceId":"a","capabilities":{"iotEdge":true},"tags":{"site":"s1","place":{"city":"c1"},"n":7},"properties":{"desired":{"x":[1,{"site":"no"}]},"reported":{"model":"m1"}}}`
const twinB = `{"deviceId":"b","tags":{},"properties":{"desired":{},"reported":{}},"capabilities":{"iotEdge":false}}`

// TestForms: each form of input gives the same devices.
func TestForms(t *testing.T) {
	a, b := "a s1 c1 m1 7", "b no edge"
	for name, test := range map[string]struct {
		src  string
		want []string
	}{
		"lines":            {twinA + "\n\n" + twinB + "\n", []string{"1 " + a, "3 " + b}},
		"lines with CRLF":  {twinA + "\r\n" + twinB, []string{"1 " + a, "2 " + b}},
		"byte order mark":  {"\xEF\xBB\xBF" + twinA, []string{"1 " + a}},
		"array":            {"[" + twinA + ",\n" + twinB + "]\n", []string{"1 " + a, "2 " + b}},
		"empty array":      {"[]", nil},
		"pages":            {"[" + twinA + "]\n[]\n[\n" + twinB + "]\n", []string{"1 " + a, "4 " + b}},
		"nothing":          {"", nil},
		"blanks":           {" \n", nil},
		"indented objects": {strings.ReplaceAll(twinA, ",", ",\n  ") + "\n" + twinB, []string{"1 " + a, "9 " + b}},
		"indented array":   {"[\n  " + strings.ReplaceAll(twinA, ",", ",\n  ") + ",\n  " + twinB + "\n]", []string{"2 " + a, "10 " + b}},
		"one twin":         {"{\n" + twinA[1:], []string{"1 " + a}},
		"state": {`{"arm":{"devices":{"no":1}},"configurations":{"edgeDeployments":{}},"devices":{
"a":{"identity":{"capabilities":{"iotEdge":true}},"twin":{"properties":{"desired":{}},"tags":{"site":"s1","place":{"city":"c1"},"n":7}}},
"b":{"identity":{"capabilities":{"iotEdge":false}},"twin":{"properties":{"desired":{}},"tags":{}}}}}`,
			[]string{"2 a s1 c1 properties.reported.model? 7", "3 b no edge properties.reported.model?"}},
		"bulk export": {"# keys are left out\n" + `{"id":"a","tags":{"site":"s1"},"properties":{"desired":{},"reported":{"model":"m1"}},"capabilities":{"iotEdge":true}}` + "\n" +
			`{"id":"a","moduleId":"$edgeAgent","tags":{},"properties":{"desired":{},"reported":{}}}`, []string{"2 a s1 m1", "3 a/$edgeAgent"}},
		"CSV":                      {"deviceId,tags.site,properties.reported.model,tags.place.city,tags.n\na,s1,m1,c1,7\nb,,,,\n", []string{"2 a s1 c1 m1 7", "3 b"}},
		"CSV with quotes":          {"tags.site,deviceId\r\n\"s,\"\"1\n2\",a\r\nx,b\r\n", []string{`2 a s,"1` + "\n2 tags.place.city? properties.reported.model? tags.n?", "4 b x tags.place.city? properties.reported.model? tags.n?"}},
		"CSV edge":                 {"deviceId,capabilities.iotEdge,tags.site\na,false,x\n", []string{"2 a no edge x tags.place.city? properties.reported.model? tags.n?"}},
		"a selection":              {`{"deviceId":"a"}`, []string{"1 a tags.site? tags.place.city? properties.reported.model? tags.n?"}},
		"tags alone":               {`{"deviceId":"a","tags":{"site":"s"}}`, []string{"1 a s properties.reported.model?"}},
		"a selection without tags": {`{"deviceId":"a","properties":{"reported":{"model":"m"}}}`, []string{"1 a tags.site? tags.place.city? m tags.n?"}},
		"an identity":              {`{"deviceId":"a","etag":"AAE=","capabilities":{"iotEdge":true},"status":"enabled"}`, []string{"1 a tags.site? tags.place.city? properties.reported.model? tags.n?"}},
		"CSV with blank columns":   {"deviceId,tags.site,,\na,s1,,\n", []string{"2 a s1 tags.place.city? properties.reported.model? tags.n?"}},
		"a twin without tags":      {`{"deviceId":"a","etag":"AAE=","properties":{"reported":{"model":"m"}}}`, []string{"1 a m"}},
		"bulk export without tags": {`{"id":"a","eTag":"MA==","properties":{"reported":{"model":"m"}}}`, []string{"1 a m"}},
		"names in other case":      {`{"deviceId":"a","tags":{"Site":"s1","place":{"CITY":"c"}},"properties":{"reported":{}}}`, []string{"1 a s1~ c~"}},
		"exact name wins":          {`{"deviceId":"a","tags":{"site":"s1","Site":"s2","SITE":"s3"},"properties":{"reported":{}}}`, []string{"1 a s1"}},
		"escapes":                  {`{"deviceId":"a\u00e4\"","t\u0061gs":{"s\u0069te":"\ud83d\ude00"},"properties":{"reported":{}}}`, []string{"1 aä\" 😀"}},
		"large number":             {`{"deviceId":"a","tags":{"n":1e999},"properties":{"reported":{}}}`, []string{"1 a tags.n?"}},
	} {
		t.Run(name, func(t *testing.T) {
			hub := asking(t)
			for _, r := range []io.Reader{strings.NewReader(test.src), iotest.OneByteReader(strings.NewReader(test.src))} {
				got, err := read(hub, r)
				if err != nil || strings.Join(got, "|") != strings.Join(test.want, "|") {
					t.Errorf("devices %q, %v\nwant    %q", got, err, test.want)
				}
			}
		})
	}
}

func TestFaultyInput(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{twinA + "\n{\"deviceId\":}\n", "line 2: the record is no JSON"},
		{twinA + "\n{\"deviceId\":\"b\"} x\n", "line 2: "},
		{twinA + "\n{\"deviceId\":\"b\"}{}\n", "line 2: more than one record"},
		{twinA + "\n{\"tags\":{}}\n", "line 2: the record has no deviceId"},
		{twinA + "\n[]\n", "line 2: the record has no deviceId"},
		{"[" + twinA + ",\n{\"deviceId\":1}]", "line 2: the record has no deviceId"},
		{"[" + twinA + ",\n{\"deviceId\"", "line 2: the record is not complete"},
		{"[" + twinA, "line 1: the input ends here"},
		{"[" + twinA + "]\n[", "line 2: the input ends here"},
		{"[" + twinA + "]\n" + twinB, "line 2: '{' stands behind the list of devices"},
		{"[]]", "line 1: ']' stands behind the list of devices"},
		{"deviceId,tags.a,tags.a\nd,x,y\n", `line 1: two columns are called "tags.a"`},
		{"[" + twinA + "\n7]", "line 2: '7' stands here"},
		{"[\n{\"deviceId\":\"a\",\n\"tags\":{\"site\":nul}}]", "line 3: the record is no JSON"},
		{`{"arm":{}}`, `the export holds no "devices"`},
		{`[{"id":"d","targetCondition":"*","etag":"x"}]`, "line 1: the record is a deployment: expected the twin of a device"},
		{"name,site\nx,y\n", "line 1: no column is called deviceId"},
		{"deviceId;tags.site\nx;y\n", "line 1: the columns are separated by semicolons"},
		{"deviceId,tags.site\nx\n", "line 2: column 1: wrong number of fields"},
		{"deviceId,tags.site\n,x\n", "line 2: the record has no deviceId"},
		{"\xFF\xFEd\x00", "line 1: the input is UTF-16"},
		{`{"deviceId":"` + strings.Repeat("x", fleet.MaxRecord) + `"}`, "line 1: the record is larger than 16 MB"},
		{`{"deviceId":"a","tags":` + strings.Repeat("[", 2_000_000) + "}", "line 1: the record is no JSON"},
	} {
		_, err := read(asking(t), strings.NewReader(test.src))
		var e *fleet.InputError
		if !errors.As(err, &e) || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%.60q: %v, want %s…", test.src, err, test.want)
		}
	}
	broken := errors.New("disk")
	if _, err := read(asking(t), io.MultiReader(strings.NewReader(twinA), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the reader", err)
	}
}

// FuzzSource: no input makes the reader panic, and the size of the pieces in which an input
// comes changes nothing.
func FuzzSource(f *testing.F) {
	for _, s := range []string{twinA + "\n" + twinB, "[" + twinA + "," + twinB + "]", "deviceId,tags.site\na,b\n", `{"devices":{"a":{"twin":{"tags":{"site":"x"}}}}}`, "x\n{", "{\n}{", `["a",1,{}]`, "{a\":{}\n{\"b\":,}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		hub := asking(t)
		got, err := read(hub, strings.NewReader(src))
		again, err2 := read(hub, iotest.OneByteReader(strings.NewReader(src)))
		if fmt.Sprint(got, err) != fmt.Sprint(again, err2) {
			t.Fatalf("%q: %q, %v; in pieces: %q, %v", src, got, err, again, err2)
		}
	})
}
