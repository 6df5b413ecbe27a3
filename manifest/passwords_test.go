package manifest

import (
	"encoding/json"
	"strings"
	"testing"
)

// hidden is a text as a snippet of it is shown.
func hidden(text string) string { return cover(text, Passwords([]byte(text))) }

func TestPasswords(t *testing.T) {
	for in, want := range map[string]string{
		`"http://user:secret@proxy:3128"`:   `"http://user:***@proxy:3128"`,
		`"HTTP:\/\/user:secret@proxy:3128"`: `"HTTP:\/\/user:***@proxy:3128"`,
		`"http://user:p@ss@host:3128"`:      `"http://user:***@host:3128"`,
		`"http://user:pa:ss/w#o?r d@host"`:  `"http://user:***@host"`,
		`"http://user:a\"b@host", "c": "d"`: `"http://user:***@host", "c": "d"`,
		`"user:secret@proxy:3128"`:          `"user:***@proxy:3128"`,
		`"http:/user:secret@proxy"`:         `"http:/user:***@proxy"`,
		`"http//user:secret@proxy"`:         `"http//user:***@proxy"`,
		`"http://user:secret"`:              `"http://user:***"`,
		`"http://user:secr`:                 `"http://user:***`,
		`// "http://user:secret@proxy`:      `// "http://user:***@proxy`,
		`"http://user:s@sha256:x"`:          `"http://user:***@sha256:***"`,
		`"{\"Env\":[\"https_proxy=http://u:s@h:1\",\"x=y\"],\"Image\":\"a:1\"}"`: `"{\"Env\":[\"https_proxy=http://u:***@h:1\",\"x=y\"],\"Image\":\"a:1\"}"`,
		`"{\"p\":\"http://u:s\\\"t@h:1\",\"x\":\"y\"}"`:                          `"{\"p\":\"http://u:***@h:1\",\"x\":\"y\"}"`,
		`"{\"a\":\"b\\\\\",\"p\":\"u:s@h\"}"`:                                    `"{\"a\":\"b\\\\\",\"p\":\"u:***@h\"}"`,
		`"http://user:${PW:-secret}@host"`:                                       `"http://user:***@host"`,
		`"http://user:<secret>@host"`:                                            `"http://user:***@host"`,
		`"http://user:se]cret"`:                                                  `"http://user:***"`,
		`"http://user:20241031"`:                                                 `"http://user:***"`,
		`"a": "u:s@h", "b": "v:t@i"`:                                             `"a": "u:***@h", "b": "v:***@i"`,

		`"http://user@proxy:3128"`:                   "",
		`"http://user:@proxy:3128"`:                  "",
		`"http://proxy:3128"`:                        "",
		`"http://proxy:3128/x"`:                      "",
		`"http://[fe80::1]:3128"`:                    "",
		`"http://${HOST}:${PORT}/"`:                  "",
		`"http://user:${PASSWORD}@proxy:3128"`:       "",
		`"http://user:#{PASSWORD}#@proxy:3128"`:      "",
		`"registry:5000/app:1.0@sha256:0123abc"`:     "",
		`"mcr.microsoft.com/azureiotedge-agent:1.5"`: "",
		`"me@example.com"`:                           "",
		`"a": 1, "b": [2]`:                           "",

		// Escapes, of JSON, of JSON in JSON, and of URLs.
		`"http:\u002f\u002fuser:secret@proxy"`:                            `"http:\u002f\u002fuser:***@proxy"`,
		`"http://user\u003asecret\u0040proxy"`:                            `"http://user\u003a***\u0040proxy"`,
		`"{\"p\":\"http:\\u002f\\u002fu\\u003as\\u0040h\",\"x\":1}"`:      `"{\"p\":\"http:\\u002f\\u002fu\\u003a***\\u0040h\",\"x\":1}"`,
		`"\u007b\u0022p\u0022:\u0022http://u:s@h\u0022,\u0022x\u0022:1}"`: `"\u007b\u0022p\u0022:\u0022http://u:***@h\u0022,\u0022x\u0022:1}"`,
		`"{\"p\":\"\u005cu0068ttp://u\u005cu003as@h\"}"`:                  `"{\"p\":\"\u005cu0068ttp://u\u005cu003a***@h\"}"`,
		`reason: "see http\x3a//user\x3asecret@proxy"`:                    `reason: "see http\x3a//user\x3a***@proxy"`,
		`"http%3A%2F%2Fuser%3Asecret%40proxy%3A3128"`:                     `"http%3A%2F%2Fuser%3A***%40proxy%3A3128"`,
		`"http://user%3asecret@proxy"`:                                    `"http://user%3a***@proxy"`,
		// What people get wrong.
		`"http:/user:a://b@proxy"`:         `"http:/user:***@proxy"`,
		`"http://user:a"b@proxy:3128"`:     `"http://user:***@proxy:3128"`,
		`"http://proxy:3128:secret"`:       `"http://proxy:***"`,
		`"http://u:s@proxy:secret"`:        `"http://u:***@proxy:***"`,
		`"user:secret@sharp.example.com"`:  `"user:***@sharp.example.com"`,
		`"user:secret@sha256:3128"`:        `"user:***@sha256:3128"`,
		`"user:secret@sha256.example.com"`: `"user:***@sha256.example.com"`,
		`"a/b:1@sha256:0"`:                 "",
	} {
		if want == "" {
			want = in
		}
		if got := hidden(in); got != want {
			t.Errorf("%s\n shown as %s\n    want %s", in, got, want)
		}
	}
}

// TestSplitPasswords: what no part of createOptions shows to be a password,
// the parts together do.
func TestSplitPasswords(t *testing.T) {
	const settings = `{"settings": {"image": "a:1", %}}`
	for in, want := range map[string]string{
		`"createOptions": "{\"Env\":[\"https_proxy=http://user:se", "createOptions01": "cret@proxy:3128\"]}"`: `"createOptions": "{\"Env\":[\"https_proxy=http://user:***", "createOptions01": "***@proxy:3128\"]}"`,
		`"createOptions01": "cret@proxy", "createOptions": "http://user:se"`:                                  `"createOptions01": "***@proxy", "createOptions": "http://user:***"`,
		`"createOptions": "http://user:12", "CREATEOPTIONS01": "34", "createOptions02": "56@proxy"`:           `"createOptions": "http://user:***", "CREATEOPTIONS01": "***", "createOptions02": "***@proxy"`,
		`"createOptions": "http://us", "createOptions01": "er:sec\u0072", "create\u004fptions03": "et@proxy"`: `"createOptions": "http://us", "createOptions01": "er:***", "create\u004fptions03": "***@proxy"`,
		`"createOptions": "http://proxy:31", "createOptions01": "28"`:                                         "",
		`"createOptions": "{}", "createOptions01": "a@b"`:                                                     "",
	} {
		if want == "" {
			want = in
		}
		in, want = strings.Replace(settings, "%", in, 1), strings.Replace(settings, "%", want, 1)
		if got := hidden(in); got != want {
			t.Errorf("%s\n shown as %s\n    want %s", in, got, want)
		}
		if got := hidden("{" + in); strings.Contains(got, "cret") || strings.Contains(got, "56") {
			t.Errorf("as no JSON: %s", got)
		}
	}
}

// TestBrokenStrings: a string that a quotation mark ends too early, or that is
// cut, hides its password all the same.
func TestBrokenStrings(t *testing.T) {
	for in, want := range map[string]string{
		`{"value":"http://user:"secret@proxy:3128"}`: `{"value":"http://user:***@proxy:3128"}`,
		`{"value":"http://user:#secret`:              `{"value":"http://user:***`,
		`{"value":"http://user:?secret`:              `{"value":"http://user:***`,
		`{"value":"http://proxy:3128/","x":"a:b"}`:   `{"value":"http://proxy:3128/","x":"a:b"}`,
	} {
		if got := hidden(in); got != want {
			t.Errorf("%s\n shown as %s\n    want %s", in, got, want)
		}
	}
}

func TestRedactText(t *testing.T) {
	for in, want := range map[string]string{
		"http://user:secret@proxy":                    "http://user:***@proxy",
		`module "http://user:a\"b@proxy" of "x:y"`:    `module "http://user:***@proxy" of "x:y"`,
		`write http://user:p%40ss@proxy, not "u:s@h"`: `write http://user:p%40ss@proxy, not "u:***@h"`,
		`cut "u:s@h`:                       `cut "u:***@h`,
		`az refuses env/u:s@h: why, "x:y"`: `az refuses env/u:***@h: why, "x:y"`,
	} {
		got := RedactQuoted(in)
		if strings.HasPrefix(in, "az") {
			got = RedactMessage(in)
		}
		if !strings.Contains(in, `"`) {
			got = RedactText(in)
		}
		if got != want {
			t.Errorf("%s\n shown as %s\n    want %s", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"/a/http:~1~1user:se~1c~0ret@proxy:3128/b": "/a/http:~1~1user:***@proxy:3128/b",
		"/a~1b/c@d/$edgeAgent/0":                   "/a~1b/c@d/$edgeAgent/0",
	} {
		if got := RedactPointer(in); got != want {
			t.Errorf("%s\n shown as %s\n    want %s", in, got, want)
		}
	}
}

// FuzzPasswords puts any password into a URL in a string, and into one in JSON
// in a string, as a manifest and its createOptions hold it.
func FuzzPasswords(f *testing.F) {
	for _, s := range []string{"secret", "p@ss", `a"b\`, `\"`, "a b:c/d#e?f%", "{[", "日本", "\n", `\\"x`, "sha256:", "://", `\u0022,`, "%2f%40"} {
		f.Add(s)
	}
	quote := func(s string) string {
		b, err := json.Marshal(s)
		if err != nil {
			f.Fatal(err)
		}
		return string(b)
	}
	f.Fuzz(func(t *testing.T, password string) {
		if password == "" || onlyPlaceholders(strings.TrimRight(password, "/"), holdsNameOnly) {
			return
		}
		const before, after = "http://user:", "@proxy.example.com:3128"
		for depth := range 2 {
			wrap := func(password string) string {
				line := quote(before + password + after)
				if depth == 1 {
					line = quote(`{"Env":["a=b",` + line + `],"x":"y:z"}`)
				}
				return `"key": ` + line + `, "other": "a:b"`
			}
			if got := hidden(wrap(password)); got != wrap(redacted) {
				t.Errorf("%s\n shown as %s", wrap(password), got)
			}
		}
	})
}
