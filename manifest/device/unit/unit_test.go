package unit_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
)

// environment is what [Service] sets, in order, and what systemd passes over.
func environment(src string) (set []string, kinds []string) {
	f := unit.Parse([]byte(src))
	for _, p := range f.Problems {
		kinds = append(kinds, string(p.Kind))
	}
	for _, o := range f.Options {
		if o.Section != "Service" || o.Name != "Environment" {
			continue
		}
		if o.Reset() {
			set = nil
		}
		assignments, problems := o.Assignments()
		for _, a := range assignments {
			if !a.Dropped {
				set = append(set, a.Name+"="+a.Value+" <"+src[a.ValueSpan.Start:a.ValueSpan.End]+">")
			}
		}
		for _, p := range problems {
			kinds = append(kinds, string(p.Kind))
		}
	}
	return set, kinds
}

// TestEnvironment: what Environment= sets. The values agree with systemd 252; see
// .ci/systemd.
func TestEnvironment(t *testing.T) {
	for _, test := range []struct{ name, lines, want, problems string }{
		{"plain", "Environment=a=1", "a=1 <1>", ""},
		{"quoted", `Environment="a=http://u:p%%40@h:1"`, "a=http://u:p%40@h:1 <http://u:p%%40@h:1>", ""},
		{"value quoted", `Environment=a='1 2'`, "a=1 2 <1 2>", ""},
		{"several", `Environment="a=1" b=2 'c=3 4'`, "a=1 <1>, b=2 <2>, c=3 4 <3 4>", ""},
		{"continued", "Environment=a=1 \\\n# comment\n  b=2", "a=1 <1>, b=2 <2>", ""},
		{"reset", "Environment=a=1\nEnvironment=\nEnvironment=b=2", "b=2 <2>", ""},
		{"escape", `Environment=a=\x2f\\\s.`, `a=/\ . <\x2f\\\s.>`, ""},
		{"bad escape", `Environment=a=1 b=\y c=3`, "a=1 <1>", "syntax"},
		{"open quote", `Environment=a=1 "b=2`, "a=1 <1>", "syntax"},
		{"comment behind", `Environment=a=1 # b`, "a=1 <1>", "word word"},
		{"blanks around the sign", `Environment=a = 1`, "", "word word word"},
		{"specifier", "Environment=a=p%40w", "", "specifier"},
		{"known specifier", "Environment=a=p%aw", "a=p%aw <p%aw>", "specifier"},
		{"percent before a sign", "Environment=a=p%@w b=%", "a=p%@w <p%@w>, b=% <%>", ""},
		{"other case", "environment=a=1", "", ""},
		{"other section", "[Unit]\nEnvironment=a=1", "", ""},
		{"header left open", "[Unit\nEnvironment=a=1", "", "header"},
		{"no sign", "Environment\nEnvironment=a=1", "a=1 <1>", "sign"},
		{"CRLF", "Environment=a=1\r\nEnvironment=b=2\r\n", "a=1 <1>, b=2 <2>", ""},
		{"indented", "  Environment = a=1 ", "a=1 <1>", ""},
		{"bad name", "Environment=a-b=1 1a=2 export a=3", "a=3 <3>", "word word word"},
	} {
		set, kinds := environment("\ufeff[Service]\n" + test.lines + "\n")
		if got := strings.Join(set, ", "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
		if got := strings.Join(kinds, " "); got != test.problems {
			t.Errorf("%s: problems %q, want %q", test.name, got, test.problems)
		}
	}
}

// TestEnvironmentFile: what a file of EnvironmentFile= sets.
func TestEnvironmentFile(t *testing.T) {
	for _, test := range []struct{ name, src, want, problems string }{
		{"plain", "a=1\nb=2", "a=1 <1>, b=2 <2>", ""},
		{"percent", "a=p%40w\n", "a=p%40w <p%40w>", ""},
		{"quoted", "a=\"1 2\"\nb='3\\4'\n", `a=1 2 <1 2>, b=3\4 <3\4>`, ""},
		{"blanks", "  a = 1  \n", "a=1 <1>", ""},
		{"comments", "# a=1\n;b=2\nc=3 # d\n", "c=3 # d <3 # d>", ""},
		{"export", "export a=1\nb=2\n", "b=2 <2>", "word"},
		{"continued", "a=1\\\n2\n", "a=12 <1\\\n2>", ""},
		{"comment with a backslash", "# c\\\na=1\n", "a=1 <1>", "comment"},
		{"escape in quotes", `a="\$\"\x"`, `a=$"\x <\$\"\x>`, ""},
		{"two quotations", `a="1"'2'`, `a=12 <"1"'2'>`, ""},
		{"quote within", `a=x"1"`, `a=x"1" <x"1">`, ""},
		{"empty", "a=\nb=''", "a= <>, b= <>", ""},
		{"no sign", "a\nb=1", "b=1 <1>", "sign"},
		{"open quote", "a=\"1\nb=2", "a=1\nb=2 <\"1\nb=2>", ""},
	} {
		found, problems := unit.ParseEnvironment([]byte(test.src))
		var set, kinds []string
		for _, a := range found {
			set = append(set, a.Name+"="+a.Value+" <"+test.src[a.ValueSpan.Start:a.ValueSpan.End]+">")
		}
		for _, p := range problems {
			kinds = append(kinds, string(p.Kind))
		}
		if got := strings.Join(set, ", "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
		if got := strings.Join(kinds, " "); got != test.problems {
			t.Errorf("%s: problems %q, want %q", test.name, got, test.problems)
		}
	}
}
