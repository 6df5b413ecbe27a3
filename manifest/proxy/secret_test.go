package proxy

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

func TestProxyURLFormat(t *testing.T) {
	u, err := ParseURL("http://user:secret@proxy:3128")
	if err != nil {
		t.Fatal(err)
	}
	for verb, want := range map[string]string{
		"%v": "http://***@proxy:3128", "%s": "http://***@proxy:3128",
		"%#v": `"http://***@proxy:3128"`, "%q": `"http://***@proxy:3128"`,
		"%30s": "         http://***@proxy:3128",
	} {
		if got := fmt.Sprintf(verb, u); got != want {
			t.Errorf("%s gives %q, want %q", verb, got, want)
		}
	}
}

// secretForms are addresses, right and wrong, that hold a password after USER.
var secretForms = []string{
	"http://USER:PASSWORD@proxy:3128", "https://USER:PASSWORD@proxy", "HTTP://USER:PASSWORD@[::1]:3128/",
	" http://USER:PASSWORD@proxy:3128 ", "http://USER:PASSWORD@proxy:3128/path?query#fragment",
	"http://USER:PASSWORD@pro xy:3128", "http://USER:PASSWORD@proxy:port", "http://USER:PASSWORD@proxy:65536",
	"http://USER:PASSWORD@", "http://USER:PASSWORD@:3128", "http://USER:PASSWORD@[::1", "http://USER:PASSWORD@${HOST}:3128",
	"http://USER:PASSWORD@proxy:3128\n", "http://USER:PASSWORD@pro\xffxy:3128", "http:///USER:PASSWORD@proxy:3128",
	"socks5://USER:PASSWORD@proxy:1080", "other://USER:PASSWORD@proxy:1080", "USER:PASSWORD@proxy:3128",
	"//USER:PASSWORD@proxy:3128", "http:/USER:PASSWORD@proxy:3128", "http:USER:PASSWORD@proxy:3128",
	"http//USER:PASSWORD@proxy:3128", "https_proxy=http://USER:PASSWORD@proxy:3128",
}

// shapeOf replaces the letters and digits of a password by others of their
// kind, so that the same is wrong with it.
func shapeOf(password string) string {
	shape := []byte(password)
	for i, c := range shape {
		switch {
		case '0' <= c && c <= '9':
			shape[i] = '0'
		case isHexByte(c):
			shape[i] = 'a'
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			shape[i] = 'z'
		}
	}
	return string(shape)
}

// said is all that the package says about an address, printed in every way.
func said(t *testing.T, address string) string {
	t.Helper()
	u, err := ParseURL(address)
	if err == nil {
		return secret.Address(address) + u.Host() + printed(u, []URL{u}, map[URL]int{u: 1}, struct{ U *URL }{&u})
	}
	var e *URLError
	if !errors.As(err, &e) {
		t.Fatalf("ParseProxyURL(%q): the error is a %T", address, err)
	}
	return secret.Address(address) + err.Error() + printed(*e)
}

// printed is what fmt makes of values.
func printed(values ...any) string {
	var b strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%40s"} {
		for _, v := range values {
			fmt.Fprintf(&b, verb+"\n", v)
		}
	}
	return b.String()
}

// checkSecret tests that what the package says about an address does not
// depend on the letters and digits of the password, and does not hold it.
func checkSecret(t *testing.T, form, user, password string) {
	t.Helper()
	fill := func(password string) string {
		return strings.NewReplacer("USER", user, "PASSWORD", password).Replace(form)
	}
	address := fill(password)
	if got, want := said(t, address), said(t, fill(shapeOf(password))); got != want {
		t.Errorf("what is said about %q depends on the password:\n%s\nand\n%s", address, got, want)
	}
	if len(password) < 4 || strings.Contains(fill(secret.Mask), password) {
		return
	}
	shown := secret.Address(address)
	if u, err := ParseURL(address); err == nil {
		shown += "\n" + u.String() + "\n" + u.Host()
	}
	if strings.Contains(shown, password) {
		t.Errorf("the password of %q is shown: %s", address, shown)
	}
}

// fmt does not ask the methods of a value in an unexported field.
func TestProxyURLUnexportedField(t *testing.T) {
	u, err := ParseURL("http://user:secret@proxy:3128")
	if err != nil {
		t.Fatal(err)
	}
	type hidden struct{ u URL }
	got := printed(hidden{u}, &hidden{u}, []hidden{{u}}, struct{ h *hidden }{&hidden{u}})
	text, err := json.Marshal(struct{ U URL }{u})
	if err != nil {
		t.Fatal(err)
	}
	got += string(text)
	for _, password := range []string{"secret", fmt.Sprintf("%x", "secret"), fmt.Sprintf("%X", "secret")} {
		if strings.Contains(got, password) {
			t.Errorf("%s is shown in %s", password, got)
		}
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	for _, form := range secretForms {
		for _, password := range []string{
			"Tr0ub4dor", "Tr0u@b4dor", "Tr0u:b4dor", "Tr0u/b4dor", "Tr0u#b4dor", "Tr0u?b4dor", `Tr0u\b4dor`, "Tr0u%b4dor", "Tr0u%40b4dor",
			"Tr0u b4dor", "@Tr0ub4dor", "Tr0ub4dor@", "//Tr0ub4dor", "Tr0u${X}b4dor", "${Tr0ub4dor", "Tr0ub4dor}", "#{Tr0ub4dor}", "<Tr0ub4dor>", "Tr0ü®b4dör", "Tr0u\nb4dor", "1234", "12345678",
			"a@b:c/d?e#f%g\\hTr0u", "http://Tr0ub4dor", "x@proxy:3128",
		} {
			checkSecret(t, form, "jdoe", password)
			checkSecret(t, form, `dom\jdoe`, password)
			checkSecret(t, form, "", password)
		}
	}
}

func FuzzParseProxyURL(f *testing.F) {
	for _, value := range append([]string{
		"", "http://proxy:3128", "10.0.0.1:3128", "proxy:3128", "//proxy:3128", "http:/proxy", "http://[::1]:3128", "${PROXY_URL}",
		"http://${HOST}:#{PORT}#", "http://<x>@$(y):{{z}}", "http://[${X}]", "http://a:b:c@d", "http://%@", "[", "http://]", "@", ":", "@:",
	}, secretForms...) {
		for i := range secretForms {
			f.Add(value, byte(i), "jdoe", "Tr0u@b4dor")
			f.Add(value, byte(i), `dom\jdoe`, "a:b/c#d?e%f")
			f.Add(value, byte(i), "${USER}", "p${w@x}y")
		}
	}
	f.Add("", byte('\x11'), "0", "#{A}") // what looks like a placeholder, and is none
	f.Fuzz(func(t *testing.T, value string, form byte, user, password string) {
		u, err := ParseURL(value)
		if want := strings.Trim(value, " "); err == nil && u.Reveal() != want {
			t.Errorf("Reveal() = %q, want %q", u.Reveal(), want)
		}
		if err != nil && !u.IsZero() {
			t.Errorf("%q gives an address besides the error", value)
		}
		if once := secret.Address(value); secret.Address(once) != once {
			t.Errorf("secret.Address(%q) = %q, and again: %q", value, once, secret.Address(once))
		}
		// A user called http makes a scheme of what was to have none; placeholders are shown,
		// and so is the mask.
		if !strings.HasPrefix(strings.ToLower(strings.TrimSpace(user)), "http") && !placeholder.Only(password) && !strings.Contains(password, secret.Mask) {
			checkSecret(t, secretForms[int(form)%len(secretForms)], user, password)
		}
	})
}
