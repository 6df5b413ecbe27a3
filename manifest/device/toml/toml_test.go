package toml_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
)

// TestLookup: every way of writing the same value in TOML is found, with its bytes.
func TestLookup(t *testing.T) {
	for _, src := range []string{
		"[agent.env]\nhttps_proxy = \"v\"\n",
		"[agent.env]\r\n\"https_proxy\" = \"v\"\r\n",
		"\ufeff[agent.env]\nhttps_proxy=\"v\"",
		"[ agent . env ] # c\n  'https_proxy'\t=\t\"v\" # c\n",
		"agent.env.https_proxy = \"v\"",
		"agent = { env = { x = 1, https_proxy = \"v\" } }",
		"[agent]\nenv = { https_proxy = \"v\" }",
		"[agent]\nenv.\"https_proxy\" = \"v\"",
		"[[x]]\nhttps_proxy = \"no\"\n[x.agent.env]\nhttps_proxy = \"no\"\n[agent.env]\nhttps_proxy = \"v\"",
	} {
		doc, err := toml.Parse([]byte(src))
		if err != nil {
			t.Errorf("%q: %v", src, err)
			continue
		}
		p, ok := doc.Lookup("agent", "env", "https_proxy")
		if !ok || p.Text != "v" || src[p.Value.Start:p.Value.End] != `"v"` {
			t.Errorf("%q: got %+v, %v", src, p, ok)
			continue
		}
		if key := src[p.Key.Start:p.Key.End]; !strings.HasSuffix(strings.Trim(key, `"'`), "https_proxy") {
			t.Errorf("%q: the key's bytes are %q", src, key)
		}
	}
}

// TestTables: a header's bytes are those between its brackets, and what is commented
// out is no table.
func TestTables(t *testing.T) {
	const src = "hostname = \"h\"\n# [agent.env]\n\n[agent] # c\nname = 'n'\n\n  [[ list . of ]]\nx = [1,\n 2]\n[agent.env]\n"
	doc, err := toml.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var headers, bodies []string
	for _, table := range doc.Tables {
		headers = append(headers, src[table.Header.Start:table.Header.End])
		bodies = append(bodies, src[table.Span.Start:table.Span.End])
	}
	if got := strings.Join(headers, "|"); got != "|[agent]|[[ list . of ]]|[agent.env]" {
		t.Errorf("headers %q", got)
	}
	if strings.Join(bodies, "") != strings.Replace(src, "  [[", "[[", 1) && strings.Join(bodies, "") != src {
		t.Errorf("the tables do not cover the text: %q", bodies)
	}
	if table, ok := doc.Table("agent", "env"); !ok || len(table.Pairs) != 0 {
		t.Errorf("got %+v, %v", table, ok)
	}
	if !doc.Has("agent", "name") || doc.Has("agent", "type") || doc.Has("agent", "name", "x") {
		t.Error("Has is wrong")
	}
}

// TestErrors: an error names its place, and no password.
func TestErrors(t *testing.T) {
	for src, want := range map[string]int{
		"a = 1\nb = \n":                 10,
		"a = 1\na = 2\n":                6,
		"[a]\n[b]\n[a]\n":               9,
		"x = \"open\n":                  9,
		"\ufeff[a\n":                    5,
		"k = http://u:geheim@p:3128\n":  4,
		"[a]\nb = \"\"\"http://u:gehe@": 24,
	} {
		_, err := toml.Parse([]byte(src))
		var fault *toml.Error
		switch {
		case !errors.As(err, &fault):
			t.Errorf("%q: got %v", src, err)
		case fault.Offset != want:
			t.Errorf("%q: offset %d, want %d (%s)", src, fault.Offset, want, fault.Message)
		case strings.Contains(fault.Message, "gehe"):
			t.Errorf("%q: the error shows the password", src)
		}
	}
}

// TestManyKeys: a text with more keys than any device has is refused, before the
// decoder spends minutes on it. They count wherever they stand.
func TestManyKeys(t *testing.T) {
	for _, format := range []string{"k%d = 1\n", "[k%d]\n", "x%d = { a = 1 }\n"} {
		var b strings.Builder
		for i := range 100_000 {
			fmt.Fprintf(&b, format, i)
		}
		if _, err := toml.Parse([]byte(b.String())); err == nil || !strings.Contains(err.Error(), "more than 10000 keys and headers") {
			t.Errorf("%q: %v", format, err)
		}
	}
	long := strings.Repeat("a.", 400_000) + "a"
	for name, src := range map[string]string{
		"inline":               "x = { " + strings.Repeat("a = 1, ", 20_000) + "b = 1 }\n",
		"key of many parts":    long + " = 1\n",
		"header of many parts": "[" + long + "]\n",
		"inline key of many":   "x = { " + long + " = 1 }\n",
		"pairs of a deep one":  "[" + long[:8_001] + "]\n" + strings.Repeat("k = 1\n", 1_000),
		"inline in inline":     "x = " + strings.Repeat("{ a = ", 5_000) + "1" + strings.Repeat(" }", 5_000) + "\n",
	} {
		if _, err := toml.Parse([]byte(src)); err == nil || !strings.Contains(err.Error(), "more than 10000 keys and headers, or very long ones") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := toml.Parse([]byte("[" + long[:2_001] + "]\nk = 1\n")); err != nil {
		t.Errorf("a long header: %v", err)
	}
}
