package secret

import (
	"encoding/json"
	"strings"
	"testing"
)

// hidden is a file as snippets and diffs of it are shown.
func hidden(text string) string { return cover(text, Document([]byte(text))) }

// check compares what a function makes of texts. An empty want stands for the
// text itself.
func check(t *testing.T, name string, show func(string) string, texts map[string]string) {
	t.Helper()
	for in, want := range texts {
		if want == "" {
			want = in
		}
		got := show(in)
		if got != want {
			t.Errorf("%s(%q)\n got %q\nwant %q", name, in, got, want)
		}
		if again := show(got); again != got {
			t.Errorf("%s(%q), and again: %q", name, got, again)
		}
	}
}

// TestName: the '@' of a device's name is no sign of a user, unless an address stands
// around it.
func TestName(t *testing.T) {
	check(t, "Name", Name, map[string]string{
		"pump@line": "", "pump@line-1.example.com": "", "a:b": "", "pump-3": "", "@scope": "", "pump@line:north": "",
		"user:pw@host": "***", "TOKEN@host:1": "***", "TOKEN@proxy.example.com:3128": "***", "TOKEN%40host%3A3128": "***", "//TOKEN@host": "***",
		"http://TOKEN@host:1/": "http://***@host:1/", "https_password=x": "https_password=***",
		"TOKEN@host:1/": "***", "TOKEN@host:1/path": "***", "TOKEN@host/path": "***", "TOKEN@host:1?a=b": "***", "TOKEN@host:1#a": "***", "TOKEN%40host%2Fpath": "***",
		"PASSWORD=abc@host": "PASSWORD=***", "x;SharedAccessKey=abc@host": "***", "sig=abc@host": "sig=***", "line=3@plant": "", "80/tcp": "", "a/b": "",
	})
}

func TestText(t *testing.T) {
	digest := strings.Repeat("0a", 32)
	check(t, "Text", Text, map[string]string{
		"http://user:pw@proxy:3128":                      "http://***@proxy:3128",
		"HTTPS://pw@proxy":                               "HTTPS://***@proxy",
		"http://user:p@s:s/w?o#r d@proxy:3128/":          "http://***@proxy:3128/",
		"http://user:pw@proxy:3128/path?x=y":             "http://***@proxy:3128/***",
		"http://user:pw@[::1]:3128":                      "http://***@[::1]:3128",
		"http://user:pw@${HOST}:#{PORT}#":                "http://***@${HOST}:#{PORT}#",
		"https_proxy=http://user:pw@proxy:3128":          "https_proxy=http://***@proxy:3128",
		"amqp://guest:guest@broker.example.com:5672":     "amqp://***@broker.example.com:5672",
		"http://user:pw":                                 "http://***",
		"http://user:123456":                             "http://***",
		"http://user:pw@pro xy":                          "http://***@pro ***",
		"http://user:pw@":                                "http://***",
		"user:pw@proxy:3128":                             "***",
		"see http://user:pw@proxy:3128 for more":         "***",
		"x/user:PW@sha256:00aaff":                        "***",
		"x:5000/app@sha256:" + digest + "0":              "***",
		"http%3A%2F%2Fuser%3Apw%40proxy":                 "***",
		"http%253A%252F%252Fuser%253Apw%2540proxy":       "***",
		"http：//user：pw＠proxy":                           "***",
		"http&#58;//user&#x3a;pw&commat;proxy":           "***",
		`http:\u002f\u002fuser\x3apw\100proxy`:           "***",
		"http://user:${PW:-pw}@proxy":                    "http://***@proxy",
		`http://user:${\bH0L}@proxy`:                     "http://***@proxy",
		"http://user:<pw>@proxy":                         "http://***@proxy",
		"http://user:$PASSWORD@proxy":                    "http://***@proxy",
		"http://user:#{PW}@proxy":                        "http://***@proxy", // no placeholder without the second #
		"HostName=h;DeviceId=d;SharedAccessKey=abc":      "***",
		"POSTGRES_PASSWORD=abc":                          "POSTGRES_PASSWORD=***",
		`{"Env":["https_proxy=http://u:pw@h:1","a=b"]}`:  `{"Env":["https_proxy=http://***@h:1","a=b"]}`,
		`{"Env":["https_proxy=http://u:p"w@h:1","a=b"]}`: "***",
		`{"auth":{"password":"abc","username":"u"}}`:     `{"auth":{"password":"***","username":"u"}}`,

		"": "",
		"mcr.microsoft.com/azureiotedge-agent:1.5":                 "",
		"x/app@sha256:abc":                                         "",
		"$upstream/agent:1.5":                                      "",
		"registry.example.com:5000/a/b:1.0@sha256:" + digest:       "",
		"a@sha512:" + digest + digest:                              "",
		"http://proxy:3128":                                        "",
		"http://[fe80::1]:3128/x":                                  "",
		"rtsp://camera:554/stream":                                 "",
		"http://${HOST}:${PORT}/":                                  "",
		"http://$HOST:$PORT":                                       "",
		"http://${USER}:${PW}@${HOST}:${PORT}":                     "",
		"http://user:#{PW1}#$(PW2)@proxy:3128":                     "",
		"Password=${PW}":                                           "",
		"@type":                                                    "",
		"C:\\data":                                                 "",
		"FROM /messages/* WHERE a = 1 AND b%2 = 0 INTO $upstream":  "",
		"//./pipe/docker_engine://./pipe/docker_engine":            "",
		"日本 é 5 % & more, a:b":                                     "",
		`{"HostConfig":{"Binds":["/var/run:/var/run"],"a":"b:c"}}`: "",
		`{"Env":["http_proxy=http://proxy:3128","no_proxy=localhost,10.0.0.0"]}`: "",
	})
}

func TestAddress(t *testing.T) {
	check(t, "Address", Address, map[string]string{
		"http://user:pw@proxy:3128":          "http://***@proxy:3128",
		"http://proxy:3128/pw":               "http://proxy:3128/***",
		"http://user:12/pw":                  "http://user:12/***",
		"http://user:12pw":                   "http://***",
		"user:pw":                            "***",
		"user://pw@proxy:3128":               "***",
		"[user:pw]":                          "***",
		"${X:-http://user:pw@proxy:3128}":    "***",
		"http://a:b@p:1 http://c:d@proxy:80": "http://***@proxy:80",
		"http://proxy:3128\nuser:pw":         "http://***",

		"": "", "http://proxy:3128": "", "http://proxy:3128/": "", "http://proxy:": "", " http://proxy:3128 ": "", "http://[::1]:3128": "",
		"proxy:3128": "", "//proxy:3128": "", "http//proxy:3128": "", "http:/proxy:3128": "", "10.0.0.1": "", "AmqpWs": "", "<proxy>": "",
		"${PROXY_URL}": "", "#{PROXY_URL}#": "", "$PROXY_URL": "", "http://#{HOST}#:#{PORT}#": "", "http://${USER}:${PW}@${HOST}:${PORT}": "",
		"localhost,127.0.0.1,edgeHub,10.0.0.0/8,::1,*.example.com": "",
	})
}

func TestDocument(t *testing.T) {
	check(t, "Document", hidden, map[string]string{
		`"p": "http://user:pw@proxy:3128",`:                                      `"p": "http://***@proxy:3128",`,
		`"p": "HTTP:\/\/user:pw@proxy:3128"`:                                     `"p": "HTTP:\/\/***@proxy:3128"`,
		`"p": "http://user:a\"b@host", "c":1`:                                    `"p": "http://***@host", "c":1`,
		`"http:\u002f\u002fuser:pw@proxy": 1`:                                    `"***": 1`,
		`"{\"Env\":[\"https_proxy=http://u:s@h:1\",\"x=y\"],\"Image\":\"a:1\"}"`: `"{\"Env\":[\"https_proxy=http://***@h:1\",\"x=y\"],\"Image\":\"a:1\"}"`,
		`"{\"p\":\"http://u:s\\\"t@h:1\",\"x\":\"y\"}"`:                          `"{\"p\":\"http://***@h:1\",\"x\":\"y\"}"`,
		`"{\"a\":\"b\\\\\",\"p\":\"u:s@h\"}"`:                                    `"{\"a\":\"b\\\\\",\"p\":\"***\"}"`,
		`"{\r\n\t\"p\": \"u:s@h\",\r\n \"n\": [1, true]}"`:                       `"{\r\n\t\"p\": \"***\",\r\n \"n\": [1, true]}"`,
		`"{\"a\":\"{\\\"p\\\":\\\"http://u:s@h:1\\\"}\"}"`:                       `"{\"a\":\"{\\\"p\\\":\\\"http://***@h:1\\\"}\"}"`,
		`"\u007b\u0022p\u0022:\u0022http://u:s@h\u0022}"`:                        `"***"`,
		`"a": "http://u:s@h", "b": "v:t@i"`:                                      `"a": "http://***@h", "b": "***"`,
		`"a": ${X}, "b": "v:t@i"`:                                                `"a": ${X}, "b": "***"`,

		// What is no line of JSON is hidden as a whole.
		`  "p": "http://user:pw`:                      `  ***`,
		"// say \"http://user:pw@proxy\"":             "***",
		"  \"a\": 1, // for \"u:se\"cr\"et@proxy\"":   "  ***",
		"\t{\"p\":\"http://user:\"secret@proxy:1\"}":  "\t***",
		"url: http://user:pw@proxy":                   "***",
		"\"p\":\n  \"password\":\n    \"abc\" // d":   "\"p\":\n  \"password\":\n    ***",
		"\"a\": 1, // the agent, see //docs, it's 5%": "",

		// Lines of config.toml, of units and of files with variables.
		`https_proxy = "http://u:p%40w@proxy:3128"`:                `https_proxy = "http://***@proxy:3128"`,
		`"https_proxy" = 'http://u:pw@proxy:3128'`:                 `"https_proxy" = 'http://***@proxy:3128'`,
		`Environment="https_proxy=http://u:p%%40w@proxy:3128"`:     `Environment="https_proxy=http://***@proxy:3128"`,
		`Environment=https_proxy=http://u:pw@proxy:3128`:           `Environment=https_proxy=http://***@proxy:3128`,
		`https_proxy=http://u:p@w@proxy:3128`:                      `https_proxy=http://***@proxy:3128`,
		`https_proxy=u:pw@proxy:3128`:                              `https_proxy=***`,
		`connection_string = "HostName=h;SharedAccessKey=abc"`:     `connection_string = "***"`,
		`value = "HostName=h;SharedAccessKey=abc"`:                 `value = "***"`,
		`Environment=DB_PASSWORD=abc`:                              `Environment=DB_PASSWORD=***`,
		`https_proxy = "http://u:p w@proxy:3128"`:                  `***`,
		`Environment="https_proxy=http://u:p\x40w@proxy:3128" B=1`: `***`,

		// Keys of devices and registries.
		`"authentication": {"symmetricKey": {"primaryKey": "abc=", "secondaryKey": "d"}}`: `"authentication": {"symmetricKey": {"primaryKey": "***", "secondaryKey": "***"}}`,
		"\"pass\\u0077ord\":\n\t\"abc\"":                                      "\"pass\\u0077ord\":\n\t\"***\"",
		`"env": {"DB_PASSWORD": {"value": "abc"}, "b": {"value": "c"}}`:       `"env": {"DB_PASSWORD": {"value": "***"}, "b": {"value": "c"}}`,
		`"c": "HostName=h;SharedAccessKey=abc"`:                               `"c": "***"`,
		`"password": "abc", // registry`:                                      `***`,
		`"createOptions": "{\"Env\":[\"DB_PASSWORD=abc\"]}"`:                  `"createOptions": "{\"Env\":[\"DB_PASSWORD=***\"]}"`,
		`"password": "$CONTAINER_REGISTRY_PASSWORD_acme", "password": "${X}"`: "",
		`"password": "", "passwords": 5, "key": "value"`:                      "",

		`"http://proxy:3128", "registry:5000/app:1.0", 5e-3`:              "",
		`"createOptions": "{\"HostConfig\":{\"Binds\":[\"a:b\"]}}"`:       "",
		`"e": "http://${HOST}:${PORT}/", "x": <PORT>, "y": {{z}}, "@a":1`: "",
	})
}

// TestDocumentKeys hides keys wherever exports and connection strings have them.
func TestDocumentKeys(t *testing.T) {
	const key = "c2VjcmV0/a+b=="
	for _, text := range []string{
		`{"authentication": {"symmetricKey": {"primaryKey": "KEY", "secondaryKey": "KEY"}}}`,
		`{"SymmetricKey":{"PrimaryKey":"KEY","SecondaryKey":"KEY"},"name":"x"}`,
		`{"symmetricKey" : "KEY"}`,
		"{\n  \"primaryKey\":\n    \"KEY\"\n}",
		`{"value": "HostName=hub.example.com;DeviceId=press-4;SharedAccessKey=KEY"}`,
		`{"Env": "{\"Env\":[\"C=HostName=hub.example.com;SharedAccessKey=KEY;GatewayHostName=gw\"]}"}`,
		`{"value": "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=KEY;EndpointSuffix=example.com"}`,
		`{"connectionString": "KEY", "https_proxy": {"value": "http://user:KEY@proxy.example.com:3128"}}`,
		`{"url": "https://a.example.com/c?sv=1&sig=KEY&se=2"}`,
		`{"registryCredentials": {"acr": {"username": "u", "password": "KEY", "address": "acr.example.com"}}}`,
	} {
		if got := hidden(strings.ReplaceAll(text, "KEY", key)); strings.Contains(got, "c2Vj") || strings.Contains(got, "a+b") {
			t.Errorf("%s is shown as %s", text, got)
		}
	}
	check(t, "Document", hidden, map[string]string{
		`{"keys": {"a": "b"}, "primaryThumbprint": "00"}`: "", `{"design": "sig", "key": "x"}`: "", `{"routes": "FROM /* INTO $upstream"}`: "",
	})
}

// TestDocumentSplit: what no part of createOptions shows to be a password, the
// parts together do.
func TestDocumentSplit(t *testing.T) {
	check(t, "Document", hidden, map[string]string{
		`"createOptions": "{\"Env\":[\"https_proxy=http://user:12", "createOptions01": "34@proxy:3128\"]}"`:                     `"createOptions": "***", "createOptions01": "***"`,
		`"createOptions01": "cret@proxy", "createOptions": "http://user:12"`:                                                    `"createOptions01": "***", "createOptions": "***"`,
		`"createOptions": "http://user:12", "CREATEOPTIONS01": "34",` + "\n" + `"createOptions02": "56@proxy"`:                  `"createOptions": "***", "CREATEOPTIONS01": "***",` + "\n" + `"createOptions02": "***"`,
		`"createOptions": "http://us", "createOptions01": "er:12", "create\u004fptions03": "34%", "createOptions04": "40proxy"`: `"createOptions": "***", "createOptions01": "***", "create\u004fptions03": "***", "createOptions04": "***"`,
		`"createOptions": "http://proxy:31", "createOptions01": "28"`:                                                           "",
		`"createOptions": "{\"a\":\"b", "createOptions01": "c\"}"`:                                                              "",
	})
}

func TestMessage(t *testing.T) {
	check(t, "Message", Message, map[string]string{
		`module "http://user:a\"b@proxy" of "x:y"`:          `module "http://***@proxy" of "x:y"`,
		`a.json:3:5: createOptions "{\"p\":\"u:pw@h\"}" is`: `a.json:3:5: createOptions "{\"p\":\"***\"}" is`,
		`cut "u:s@h`:                       `cut "***`,
		`az refuses env/u:s@h: why, "x:y"`: `az refuses env/***: why, "x:y"`,
		`sites/u:pw@x.json: 3:5: "http://u:p 2@h" at /a: me@example.com`:   `sites/***: 3:5: "http://***@h" at /a: me@example.com`,
		`C:/a/me@example.com/x.json:3:5: image "a@b" is wrong`:             `C:/a/me@example.com/x.json:3:5: image "***" is wrong`,
		`open http:/user:a b c@proxy/x: no such file`:                      `open ***/x: no such file`,
		`set http://***@proxy:3128 in a.json:3:5: "http://proxy:3128"`:     "",
		`duplicate key "x" (at /a/b): http://proxy:3128 is 5% of a.json:1`: "",
	})
	check(t, "Quoted", Quoted, map[string]string{
		`write http://user:p%40ss@proxy, not "u:s@h"`: `write http://user:p%40ss@proxy, not "***"`,
	})
	check(t, "Name", Name, map[string]string{"press@plant": "", "user:pw@h": "***", "u%3Apw%40h": "***", "http://u@h": "http://***@h", "a:b": ""})
	check(t, "Pointer", Pointer, map[string]string{
		"/devices/press@plant/x":                   "",
		"/a/http:~1~1user:se~1c~0ret@proxy:3128/b": "/a/http:~1~1***@proxy:3128/b",
		"/a~1b/c:d/$edgeAgent/0":                   "",
	})
	check(t, "Path", Path, map[string]string{
		"sites/a:b/@types/x.json":             "sites/***/x.json",
		"user:pw@proxy.json":                  "***",
		"http:/user:pw@proxy:3128/x.json":     "***/x.json",
		"a/user%3Apw%40proxy.json":            "a/***",
		"C:/sites/me@example.com/x.json":      "",
		"node_modules/@types/a@1.2/x 5%.json": "",
	})
}

// FuzzPasswords puts any password into an address in a string, and into one in
// JSON in a string, as a manifest and its createOptions hold it. It is hidden,
// and nothing else.
func FuzzPasswords(f *testing.F) {
	for _, s := range []string{"secret", "p@ss", `a"b\`, `\"`, "a b:c/d#e?f%", "{[", "日本", "\n", `\\"x`, "sha256:", "://", `\u0022,`, "%2f%40", "${\bH0L}", "12//***", "${X}", "http://", "https_proxy"} {
		f.Add(s)
	}
	open := pattern(`^(?:` + placeholder + `)+$`)
	quote := func(s string) string {
		b, err := json.Marshal(s)
		if err != nil {
			f.Fatal(err)
		}
		return string(b)
	}
	f.Fuzz(func(t *testing.T, password string) {
		if open().MatchString(password) {
			return
		}
		const before, after = "http://", "@proxy.example.com:3128"
		for depth := range 2 {
			wrap := func(user string) string {
				line := quote(before + user + after)
				if depth == 1 {
					line = quote(`{"Env":["a=b",` + line + `],"x":"y:z"}`)
				}
				return `"key": ` + line + `, "other": "a:b"`
			}
			if got := hidden(wrap("user:" + password)); got != wrap(Mask) {
				t.Errorf("%s\n shown as %s", wrap("user:"+password), got)
			}
		}
		for _, line := range []string{`https_proxy = "` + "%s" + `"`, `Environment="https_proxy=` + "%s" + `"`, "https_proxy=%s"} {
			if len(password) < 6 || strings.ContainsAny(password, "\r\n") || strings.Contains(strings.ReplaceAll(line, "%s", before+after), password) {
				continue // it may be a part of the rest
			}
			if got := hidden(strings.ReplaceAll(line, "%s", before+"user:"+password+after)); strings.Contains(got, password) {
				t.Errorf("%s with %q\n shown as %s", line, password, got)
			}
		}
		if got := Text(before + "user:" + password + after); got != before+Mask+after {
			t.Errorf("%q\n shown as %q", password, got)
		}
	})
}
