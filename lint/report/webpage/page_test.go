package webpage

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func write(t testing.TB, p Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pageOf is a page that holds a text wherever one can stand.
func pageOf(text string) Page {
	table := &Table{
		Columns: []Column{{Name: text, Choice: true}, {Name: text, Number: true}},
		Len:     2,
		Row: func(int) []Cell {
			return []Cell{{Body: Badge(Warning, text), Sort: text}, {Body: Link(text, Text(text))}}
		},
	}
	return Page{Title: text, Lead: text, Counts: []Count{{1, text, Error}}, Foot: text, Sections: []Section{
		{Title: text, Level: Good, Body: Paragraphs(text + "\n\n" + text), Table: table}, {Title: text, Folded: true, Body: Anchor("h3", text, Text(text))},
	}}
}

// skeleton lists the elements of a page with the names of their attributes, as a
// browser sees them: all but the texts.
func skeleton(t testing.TB, page string) string {
	t.Helper()
	var b strings.Builder
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				t.Fatal(z.Err())
			}
			return b.String()
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken, html.CommentToken:
			token := z.Token()
			if kind == html.CommentToken {
				token.Data = "comment"
			}
			fmt.Fprintf(&b, "%v %s", kind, token.Data)
			for _, a := range token.Attr {
				b.WriteString(" " + a.Key)
			}
			b.WriteByte('\n')
		}
	}
}

// FuzzPage: a browser sees the same elements and attributes, whatever the texts are.
func FuzzPage(f *testing.F) {
	f.Add(`</script><script>alert(1)</script>`)
	f.Add(`" onload="alert(1)`)
	f.Add("</title></style><!--<plaintext>\x00")
	f.Add("a\n\n\n\nb")
	want := skeleton(f, write(f, pageOf("tame")))
	blank := regexp.MustCompile(`\n{2,}`)
	f.Fuzz(func(t *testing.T, text string) {
		if len(strings.Fields(text)) == 0 {
			return // it has no paragraphs
		}
		page := write(t, pageOf("x"+blank.ReplaceAllString(text, "\n")))
		if got := skeleton(t, page); got != want {
			t.Errorf("with %q the page has the elements\n%s\nwant\n%s", text, got, want)
		}
	})
}

// TestPolicy: the page allows its own script and style, and nothing else; neither
// can end its element early.
func TestPolicy(t *testing.T) {
	page := write(t, Page{Title: "x"})
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`).FindStringSubmatch(page)
	want := "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script) + "; img-src data:; base-uri 'none'; form-action 'none'"
	if policy == nil || policy[1] != want {
		t.Errorf("policy %q, want %q", policy, want)
	}
	if i, j := strings.Index(page, "Content-Security-Policy"), strings.Index(page, "<style>"); i > j {
		t.Error("the style stands before the policy")
	}
	for name, text := range map[string]string{"script.js": script, "style.css": style} {
		if bad := regexp.MustCompile(`(?i)</|<!--|innerHTML|https?:|url\(|import`).FindString(text); bad != "" {
			t.Errorf("%s holds %q", name, bad)
		}
	}
	for _, attribute := range []string{"src=", "style=", "onclick=", "http://", "https://"} {
		if strings.Contains(page, attribute) {
			t.Errorf("the page holds %q", attribute)
		}
	}
}

// TestBounds: a page of too many or too long rows says how many it leaves out, and
// makes no row that it does not show.
func TestBounds(t *testing.T) {
	for _, test := range []struct {
		name       string
		rows, size int
		shown      int
	}{{"few", 10, 10, 10}, {"many", 1_000_000, 10, mostRows}, {"long", 100, 1 << 20, 16}} {
		made := 0
		page := write(t, Page{Title: "x", Sections: []Section{{Title: "y", Table: &Table{Columns: []Column{{Name: "z"}}, Len: test.rows, Row: func(int) []Cell {
			made++
			return []Cell{{Body: Text(strings.Repeat("a", test.size))}}
		}}}}})
		if made != test.shown || strings.Count(page, "<td") != made || len(page) > mostBytes+2*test.size+1<<20 {
			t.Errorf("%s: %d rows made, %d shown, %d bytes; expected %d rows", test.name, made, strings.Count(page, "<td"), len(page), test.shown)
		}
		said := fmt.Sprintf("The page is full: %d of %d rows are left out.", test.rows-made, test.rows)
		if strings.Contains(page, said) != (test.rows > made) {
			t.Errorf("%s: the page says nothing of the rows that are left out", test.name)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriteError(t *testing.T) {
	if err := Write(broken{}, Page{Title: "x"}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v", err)
	}
}
