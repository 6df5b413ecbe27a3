package manifest

import (
	"strings"
	"testing"
)

func TestFindPlaceholder(t *testing.T) {
	tests := []struct{ in, want string }{ // want is empty if there is none
		{"${PROXY_URL}", "${PROXY_URL}"},
		{"#{PROXY_URL}#", "#{PROXY_URL}#"},
		{"#{ proxy.url }#", "#{ proxy.url }#"},
		{"$(Build.BuildId)", "$(Build.BuildId)"},
		{"<proxy>", "<proxy>"},
		{"<your proxy-host>", "<your proxy-host>"},
		{"<прокси>", "<прокси>"},
		{"{{x}}", "{{x}}"},
		{"{{ .Values.proxy }}", "{{ .Values.proxy }}"},
		{"${{ parameters.proxy }}", "${{ parameters.proxy }}"},
		{"http://${HOST:-proxy}:3128", "${HOST:-proxy}"},
		{"http://${HOST}:${PORT}", "${HOST}"},
		{"http://<host>:${PORT}", "<host>"},
		{"${ ${X}", "${X}"},
		{"<<x>", "<x>"},
		{"$${X}", "${X}"},

		{"", ""},
		{"http://proxy:3128", ""},
		{"${}", ""},
		{"${ }", ""},
		{"${X", ""},
		{"#{X}", ""},
		{"$X", ""},
		{"$upstream", ""},
		{"$(1)", ""},
		{"$( X)", ""},
		{"<>", ""},
		{"< x>", ""},
		{"a < 3 and b > 2", ""},
		{"<http://proxy:3128>", ""},
		{"{x}", ""},
		{"{{}}", ""},
		{"${a@b}", ""},
		{"${a\nb}", ""},
		{`${a"b}`, ""},
	}
	for _, test := range tests {
		start, end, ok := FindPlaceholder(test.in)
		if got := test.in[start:end]; got != test.want || ok != (test.want != "") {
			t.Errorf("FindPlaceholder(%q) = %q, %t, want %q", test.in, got, ok, test.want)
		}
	}
}

// A search that started anew at each bracket would take minutes here.
func TestFindPlaceholderLinear(t *testing.T) {
	for _, open := range []string{"${", "#{", "$(", "{{", "<a", "${a"} {
		if _, _, ok := FindPlaceholder(strings.Repeat(open, 1<<20)); ok {
			t.Errorf("found a placeholder in many %q", open)
		}
	}
}

func TestFillPlaceholders(t *testing.T) {
	tests := []struct{ in, want string }{
		{"http://proxy:3128", "http://proxy:3128"},
		{"http://${A}:${B}@<host>:#{P}#", "http://0000:0000@000000:00000"},
		{"${{ x }}", "00000000"},
	}
	for _, test := range tests {
		if got := fillPlaceholders(test.in, anyPlaceholder); got != test.want {
			t.Errorf("fillPlaceholders(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}
