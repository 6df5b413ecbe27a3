package lint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// TestExplains: EP107 speaks for EP101 only as long as it stops the same runs.
func TestExplains(t *testing.T) {
	ignore := func(by string, ids ...string) func([]lint.Finding) {
		return func(found []lint.Finding) {
			for i := range found {
				if slices.Contains(ids, found[i].Rule) {
					found[i].Suppressed = &lint.Suppression{By: by}
				}
			}
		}
	}
	set := func(s lint.Severity) map[string]lint.Severity { return map[string]lint.Severity{"EP107": s} }
	for name, tt := range map[string]struct {
		opts lint.Options
		want string
	}{
		"by default":              {lint.Options{}, "EP107"},
		"off":                     {lint.Options{Severities: set(lint.Off)}, "EP101"},
		"milder":                  {lint.Options{Severities: set(lint.Warning)}, "EP101 EP107"},
		"both milder":             {lint.Options{Severities: map[string]lint.Severity{"EP107": lint.Info, "EP101": lint.Info}}, "EP107"},
		"ignored":                 {lint.Options{Suppress: ignore(check.ByIgnore, "EP107")}, "EP101 -EP107"},
		"both ignored":            {lint.Options{Suppress: ignore(check.ByIgnore, "EP107", "EP101")}, "-EP101 -EP107"},
		"in the baseline":         {lint.Options{Suppress: ignore(check.ByBaseline, "EP107")}, "EP101 -EP107"},
		"both in the baseline":    {lint.Options{Suppress: ignore(check.ByBaseline, "EP107", "EP101")}, "-EP101 -EP107"},
		"another rule is ignored": {lint.Options{Suppress: ignore(check.ByIgnore, "EP204")}, "EP107"},
	} {
		var got []string
		for _, f := range lint.Source([]byte(rules.ProxyKeyMisspelt.Doc.Bad.Text()), tt.opts) {
			id := f.Rule
			if f.Suppressed != nil {
				id = "-" + id
			}
			got = append(got, id)
		}
		slices.SortFunc(got, func(a, b string) int { return strings.Compare(strings.Trim(a, "-"), strings.Trim(b, "-")) })
		if strings.Join(got, " ") != tt.want {
			t.Errorf("EP107 %s: %s, expected %s", name, strings.Join(got, " "), tt.want)
		}
	}
}
