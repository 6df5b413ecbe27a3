package sitesfile_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/sitesfile"
)

// TestOutline: what a list says of its sites does not depend on the environment.
func TestOutline(t *testing.T) {
	o, err := sitesfile.ReadOutline("sites.yaml", []byte(example), nil)
	if err != nil || o.Manifest != "deployment.json" || o.Output.Text != "{site}/deployment.json" || len(o.Sites) != 3 {
		t.Fatalf("%+v, %v", o, err)
	}
	if o.Sites[0].NoProxy || o.Sites[1].NoProxy || !o.Sites[2].NoProxy {
		t.Errorf("sites: %+v", o.Sites)
	}
	if got := strings.Join(o.Variables, " "); got != "BUILD LINE PROXY" {
		t.Errorf("variables: %s", got)
	}
	for name, src := range map[string]string{"a.yaml": "sites: {}", "b.yaml": "steps: []", "c.csv": "name,price\n", "d.csv": "site,proxy-url\n", "e.yaml": "sites: x.csv"} {
		if o, err := sitesfile.ReadOutline(name, []byte(src), nil); err == nil {
			t.Errorf("%s: %+v", name, o)
		}
	}
}
