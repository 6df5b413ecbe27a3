package placeholder

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
		{"$X", "$X"},
		{"$PROXY_URL", "$PROXY_URL"},
		{"$proxy_url", "$proxy_url"},
		{"$ACR_west.azurecr.io/sensor:1.0", "$ACR_west"},
		{"registry.example.com/sensor:v$TAG", "$TAG"},
		{"$upstream:$PORT/sensor:1.0", "$PORT"},
		{"$ACR/sensor@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1", "$ACR"},
		{"http://$HOST:$PORT", "$HOST"},
		{"http://$host:3128", "$host"},
		{"http://user:$PASSWORD@proxy:3128", "$PASSWORD"},
		{"http://$U:pw@proxy:3128", "$U"},
		{"http://user:p%40@$proxy:3128", "$proxy"},
		{"__PROXY_URL__", "__PROXY_URL__"},
		{"http://__HOST__:3128", "__HOST__"},
		{"__A____B__", "__A____B__"},
		{"%PROXY_URL%", "%PROXY_URL%"},
		{"http://%PROXY_HOST%:3128", "%PROXY_HOST%"},
		{"%3A%PORT%", ""},
		{"#PROXY#", "#PROXY#"},
		{"@proxy@", "@proxy@"},
		{"[parameters('proxy')]", "[parameters('proxy')]"},
		{"[concat('http://', variables('hosts')['b'], ':3128')]", "[concat('http://', variables('hosts')['b'], ':3128')]"},

		{"", ""},
		{"http://proxy:3128", ""},
		{"${}", ""},
		{"${ }", ""},
		{"${X", ""},
		{"#{X}", ""},
		{"$", ""},
		{"$1", ""},
		{"$$X", ""},
		{"$upstream", ""},
		{"$edgeAgent", ""},
		{"$edgeHub", ""},
		{"$schema-template", ""},
		{"$metadata", ""},
		{"$version", ""},
		{"$upstream:443/sensor:1.0", ""},
		{"FROM /messages/* WHERE $connectionModuleId = 'a' INTO $upstream", ""},
		{"$proxy and more", ""},
		{"http:/user:0$A0@proxy:3128", ""},
		{"user:Pa$WORD@proxy:3128", ""},
		{"http://user:$ecret@proxy:3128", ""},
		{"http://user:$Ecret2026@proxy:3128", ""},
		{"http://user:Pa$WORD@proxy:3128", ""},
		{"http://user:__x__@proxy:3128", ""},
		{"http://user:a-__X__@proxy:3128", ""},
		{"http://user:%41%42@proxy:3128", ""},
		{"http://user:%AB%CD%EF@proxy:3128", ""},
		{"__init__", ""},
		{"a__X__b", ""},
		{"____", ""},
		{"__X_", ""},
		{"%41%42", ""},
		{"%C3%A4", ""},
		{"100%", ""},
		{"%proxy%", ""},
		{"http://#PROXY#:3128", ""},
		{"#1#", ""},
		{"a@b@c", ""},
		{"{{iot:identity}}", ""},
		{"[::1]", ""},
		{"[[parameters('proxy')]", ""},
		{"[a-z]", ""},
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
		start, end, ok := Find(test.in)
		if got := test.in[start:end]; got != test.want || ok != (test.want != "") {
			t.Errorf("FindPlaceholder(%q) = %q, %t, want %q", test.in, got, ok, test.want)
		}
	}
}

// A search that started anew at each bracket would take minutes here.
func TestFindPlaceholderLinear(t *testing.T) {
	for _, open := range []string{"${", "#{", "$(", "{{", "<a", "${a", "$a", "%A", "__A", "__", "#a", "@a", "[a"} {
		if _, _, ok := Find(strings.Repeat(open, 1<<20)); ok {
			t.Errorf("found a placeholder in many %q", open)
		}
	}
}

func TestFillPlaceholders(t *testing.T) {
	tests := []struct{ in, want string }{
		{"http://proxy:3128", "http://proxy:3128"},
		{"http://${A}:${B}@<host>:#{P}#", "http://0000:0000@000000:00000"},
		{"${{ x }}", "00000000"},
		{"http://$U:$P@$h:$P", "http://00:00@00:00"},
		{"http://$u:Pa$WORD@%H%:__P__", "http://$u:Pa$WORD@000:00000"},
		{"$proxy", "000000"},
	}
	for _, test := range tests {
		if got := Fill(test.in, Any); got != test.want {
			t.Errorf("fillPlaceholders(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestOnlyPlaceholders(t *testing.T) {
	for password, want := range map[string]bool{
		"": true, "${P}": true, "${A}${B}": true, "$P": true, "$PROXY_PASSWORD": true, "__P__": true, "%P%": true, "#{P}#": true,
		"$ecret": false, "$Ecret1": false, "Pa$WORD": false, "${P}x": false, "x${P}": false, "#P#": false, "%41%": false,
	} {
		if got := Only(password); got != want {
			t.Errorf("onlyPlaceholders(%q) = %t", password, got)
		}
	}
}
