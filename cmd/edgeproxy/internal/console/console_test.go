package console

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// withEnv is a console that knows an environment.
func withEnv(env map[string]string) (*Console, *bytes.Buffer) {
	var stderr bytes.Buffer
	return &Console{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &stderr, Getenv: func(name string) string { return env[name] }}, &stderr
}

func TestMessages(t *testing.T) {
	c, stderr := withEnv(nil)
	c.Masks = report.MasksOf([]string{"--proxy-url=http://edge:hunter2@proxy.example.com:3128"})
	c.Errorf("::error::%s and \x1b[31m and ##vso[x]", "http://edge:hunter2@proxy.example.com:3128")
	c.Quiet = true
	c.Notef("a note")
	c.Fail(errors.Join(errors.New("one"), errors.Join(errors.New("two"), errors.New("three"))))
	var buffer bytes.Buffer
	c.To(&buffer).Errorf("elsewhere")
	want := `\u003a:error::http://***@proxy.example.com:3128 and \u001b[31m and #\u0023vso[x]` + "\nedgeproxy: one\nedgeproxy: two\nedgeproxy: three\n"
	if stderr.String() != want || buffer.String() != "elsewhere\n" {
		t.Errorf("got %q, and %q elsewhere", stderr, &buffer)
	}
}

// TestMessageColumns: where the width is known, messages are broken at it, also those
// that go through a buffer. Elsewhere each is one line.
func TestMessageColumns(t *testing.T) {
	const message = `edgeproxy: a.json: "edgeproxy lint --fix" mends it, and ::error::this starts no command`
	c, stderr := withEnv(nil)
	c.Errorf(message)
	if got := stderr.String(); got != message+"\n" {
		t.Errorf("without a width: %q", got)
	}
	c, stderr = withEnv(map[string]string{"COLUMNS": "40"})
	var buffer bytes.Buffer
	c.Errorf(message)
	c.To(&buffer).Errorf("  " + message)
	want := `edgeproxy: a.json:
    "edgeproxy lint --fix" mends it, and ::error::this
    starts no command
`
	inner := `  edgeproxy: a.json:
      "edgeproxy lint --fix" mends it,
      and ::error::this starts no
      command
`
	if stderr.String() != want || buffer.String() != inner {
		t.Errorf("got\n%s%s", stderr, &buffer)
	}
}

func TestColors(t *testing.T) {
	for _, test := range []struct {
		color string
		env   map[string]string
		want  bool
	}{
		{"", nil, false}, // no terminal
		{"always", map[string]string{"NO_COLOR": "1"}, true},
		{"never", map[string]string{"FORCE_COLOR": "1"}, false},
		{"auto", map[string]string{"FORCE_COLOR": "1"}, true},
		{"auto", map[string]string{"FORCE_COLOR": "0"}, false},
		{"auto", map[string]string{"FORCE_COLOR": "1", "TERM": "dumb"}, true},
		{"auto", map[string]string{"FORCE_COLOR": "1", "NO_COLOR": "1"}, false},
	} {
		c, _ := withEnv(test.env)
		c.Color = test.color
		if got := c.Colors(c.Stdout); got != test.want {
			t.Errorf("%q with %v: %v", test.color, test.env, got)
		}
	}
}

func TestColumns(t *testing.T) {
	for columns, want := range map[string]int{"": UsualColumns, "100": 100, "0": UsualColumns, "-5": UsualColumns, "wide": UsualColumns} {
		c, _ := withEnv(map[string]string{"COLUMNS": columns})
		if got := c.Columns(c.Stdout); got != want {
			t.Errorf("COLUMNS=%q: %d", columns, got)
		}
	}
}

func TestReadFirstLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "proxy.txt")
	for text, want := range map[string]string{
		"":                                   "",
		"a secret\nmore":                     "a secret",
		"a secret\r\n":                       "a secret",
		"\uFEFFa secret":                     "a secret",
		"\xff\xfea\x00":                      "error: it is UTF-16: save it as UTF-8",
		strings.Repeat("x", 64<<10):          "error: its first line is too long",
		strings.Repeat("x", 100) + "\n" + "": strings.Repeat("x", 100),
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, _ := withEnv(nil)
		c.Stdin = strings.NewReader(text)
		for _, from := range []string{path, "-"} {
			line, err := c.ReadFirstLine(from)
			got := string(line)
			if err != nil {
				got = fmt.Sprint("error: ", err)
			}
			if got != want {
				t.Errorf("%.20q from %s: %.60q, want %.60q", text, from, got, want)
			}
		}
	}
}

// TestTakeStdin: what held the proxy is no manifest.
func TestTakeStdin(t *testing.T) {
	c, _ := withEnv(nil)
	if c.Input(10).Stdin == nil {
		t.Error("there is no standard input")
	}
	c.TakeStdin()
	if c.Input(10).Stdin != nil {
		t.Error("standard input is a manifest, too")
	}
}
