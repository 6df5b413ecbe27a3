package manifest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

func parse(t testing.TB, src string) *manifest.Document {
	t.Helper()
	doc, err := manifest.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestDuplicates(t *testing.T) {
	many := func(extra string) string { // more members than are compared one by one
		return "{" + repeat(40, `"k%d":0`) + "," + extra + "}"
	}
	tests := []struct{ name, src, want string }{
		{"none", `{"a":1,"b":2}`, ""},
		{"two", `{"a":1,"b":2,"a":3}`, "a:1-3"},
		{"three, each with the one before", `{"a":1,"a":2,"a":3}`, "a:1-2 a:2-3"},
		{"two pairs", `{"a":1,"b":2,"b":3,"a":4}`, "b:2-3 a:1-4"},
		{"escaped", `{"a":1,"\u0061":2}`, "a:1-2"},
		{"both escaped, each in its way", `{"\/":1,"\u002f":2}`, "/:1-2"},
		{"case differs", `{"a":1,"A":2}`, ""},
		{"empty keys", `{"":1,"":2}`, ":1-2"},
		{"another level", `{"a":{"a":1}}`, ""},
		{"array", `[1,1]`, ""},
		{"string", `"aa"`, ""},
		{"many", many(`"x":1,"x":2`), "x:1-2"},
		{"many, three", many(`"x":1,"x":2,"\u0078":3`), "x:1-2 x:2-3"},
		{"many, none", many(`"x":1`), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range jsontree.Duplicates(parse(t, tt.src).Root()) {
				got = append(got, fmt.Sprintf("%s:%s-%s", d.Second.Key(), d.First.Raw(), d.Second.Raw()))
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestLastOfDuplicatesCounts: where a key stands twice, the last value is the
// one that the device takes.
func TestLastOfDuplicatesCounts(t *testing.T) {
	doc := parse(t, `{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"env":{"A":{"value":"1"},"A":{"value":"2","value":"3"}}}},"modules":{"m":{"x":1},"m":{"x":2}}}}}`)
	d := doc.Deployments()[0]
	if got := d.System("edgeAgent").Lookup("A"); len(got) != 1 || got[0].Value != "3" {
		t.Errorf("got %v, want the value 3", got)
	}
	if got := d.Module("m").Node.Get("x").Text(); got != "2" {
		t.Errorf("module m has x = %s, want 2", got)
	}
	names := []string{}
	for _, m := range d.Modules() {
		names = append(names, m.Name)
	}
	if want := []string{"edgeAgent", "m"}; !slices.Equal(names, want) {
		t.Errorf("got modules %q, want %q", names, want)
	}
}
