package sitesfile_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/sitesfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

const password = "hunter2"

// env is the environment of the tests.
func env(name string) string {
	return map[string]string{
		"PROXY": "http://u:" + password + "@10.2.0.4:3128", "BUILD": "77", "LINE": "2", "UNSET": "$(PLANT_PROXY)", "TWO": "http://a:1\nb", "QUOTE": "x' OR '1'='1",
		"BLANK": " ", "BAD": "ftp:" + password,
	}[name]
}

func read(name, src string) (*sitesfile.File, error) {
	return sitesfile.Read(name, []byte(src), sitesfile.Input{Getenv: env, Open: func(path string) (string, []byte, error) {
		switch path {
		case "plants.csv":
		case "conditions.csv":
			return "lists/conditions.csv", []byte("site,proxy-url,target-condition\na,none,*\nb,none,\n"), nil
		default:
			return "", nil, errors.New("no such file")
		}
		return "lists/plants.csv", []byte("site,proxy-url\na,http://10.0.0.1:3128\nb,none\n"), nil
	}})
}

func mustRead(t *testing.T, name, src string) *sitesfile.File {
	t.Helper()
	f, err := read(name, src)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// shown describes a site in one line.
func shown(s *sites.Site) string {
	text := fmt.Sprintf("%s %v %s %s %q %s", s.Name, s.NoProxy, s.Proxy.URL, s.Proxy.UpstreamProtocol, s.Modules, s.Proxy.NoProxy)
	if d := s.Deployment; d != nil {
		text += fmt.Sprintf(" | %s %s %d %v", d.ID.Text, d.Condition.Text, d.Priority, d.Labels)
	}
	return text
}

func expectSites(t *testing.T, f *sitesfile.File, want ...string) {
	t.Helper()
	var got []string
	for i := range f.Sites {
		got = append(got, shown(&f.Sites[i]))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const example = `# the plants of the north
manifest: deployment.json
output: "{site}/deployment.json"
defaults: { upstream-protocol: mqttws, modules: ["blob*", camera] }
deployment:
  id: "line-{site}-${BUILD}"
  target-condition: "tags.site='{site}'"
  priority: 20
  labels: { site: "{site}", by: us }
sites:
  plant-a: { proxy-url: http://10.1.0.4:3128 }
  plant-b:
    proxy-url: "${PROXY}"
    upstream-protocol: AmqpWs
    no-proxy: "localhost,edgeHub"
    modules: []
    overrides: { target-condition: "tags.site='plant-b' AND tags.line='${LINE}'", priority: 0, id: b, labels: {} }
  office: { proxy-url: none }
`

func TestYAML(t *testing.T) {
	f := mustRead(t, "sites.yaml", example)
	if f.Manifest != "deployment.json" || f.Output.Text != "{site}/deployment.json" || f.Output.At.String() != "sites.yaml:3:9" {
		t.Errorf("manifest %q, output %v", f.Manifest, f.Output)
	}
	expectSites(t, f,
		`plant-a false http://10.1.0.4:3128 MqttWs ["blob*" "camera"]  | line-{site}-77 tags.site='{site}' 20 [{site {site}} {by us}]`,
		`plant-b false http://***@10.2.0.4:3128 AmqpWs [] localhost,edgeHub | b tags.site='plant-b' AND tags.line='2' 0 []`,
		`office true   []  | line-{site}-77 tags.site='{site}' 20 [{site {site}} {by us}]`)
	expectSites(t, mustRead(t, "a.yaml", "defaults: { proxy-url: \"http://proxy.{site}.example.com:3128\", no-proxy: \".{site}.example.com\" }\nsites:\n  a:\n"),
		`a false http://proxy.a.example.com:3128  [] .a.example.com`)
	if at := f.Sites[1].At.String(); at != "sites.yaml:12:3" {
		t.Errorf("plant-b stands at %s", at)
	}
	if got := string(f.Sources["sites.yaml"]); strings.Contains(got, "10.1.0.4") || !strings.Contains(got, "proxy-url: none") || len(got) != len(example) {
		t.Errorf("the addresses are shown:\n%s", got)
	}
}

func TestCSV(t *testing.T) {
	f := mustRead(t, "SITES.CSV", "\ufeffsite,proxy-url,upstream-protocol,modules,no-proxy,target-condition\r\n"+
		"plant-a,http://10.1.0.4:3128,,blob*;camera,\"localhost,edgeHub\",tags.site='plant-a'\r\n\r\n"+
		"plant-b, ${PROXY} ,AmqpWs,,,\"tags.site='{site}'\"\r\n"+
		"office,none,,,,*\r\n")
	expectSites(t, f,
		`plant-a false http://10.1.0.4:3128  ["blob*" "camera"] localhost,edgeHub | {site} tags.site='plant-a' 0 []`,
		`plant-b false http://***@10.2.0.4:3128 AmqpWs []  | {site} tags.site='{site}' 0 []`,
		`office true   []  | {site} * 0 []`)
	if at := f.Sites[1].At.String(); at != "SITES.CSV:4:1" {
		t.Errorf("plant-b stands at %s", at)
	}
	if got := string(f.Sources["SITES.CSV"]); strings.Contains(got, "10.1.0.4") || strings.Contains(got, "PROXY") || !strings.Contains(got, "office,none,,,,*") || !strings.Contains(got, ",blob*;camera,") {
		t.Errorf("the addresses are shown:\n%s", got)
	}
	f = mustRead(t, "sites.yaml", "deployment: { id: \"x-{site}\", target-condition: \"tags.s='{site}'\" }\nsites: plants.csv\n")
	expectSites(t, f, `a false http://10.0.0.1:3128  []  | x-{site} tags.s='{site}' 0 []`, `b true   []  | x-{site} tags.s='{site}' 0 []`)
	if at := f.Sites[1].At.String(); at != "lists/plants.csv:3:1" || f.Output.Text != "{site}.json" {
		t.Errorf("b stands at %s, output %q", at, f.Output.Text)
	}
}

// TestSpreadsheets: CSV as spreadsheets save it: with semicolons or tabs, quotes around all
// cells, columns and rows without anything, and in a file of whatever name.
func TestSpreadsheets(t *testing.T) {
	want := []string{`a false http://10.1.0.4:3128  ["blob*" "camera"] localhost,edgeHub`, `b true   [] `}
	for _, test := range []struct{ name, src string }{
		{"a.csv", "site;proxy-url;modules;no-proxy\r\na;http://10.1.0.4:3128;\"blob*;camera\";localhost,edgeHub\r\nb;none;;\r\n"},
		{"a.csv", "\ufeffsite\tproxy-url\tmodules\tno-proxy\na\thttp://10.1.0.4:3128\tblob*;camera\tlocalhost,edgeHub\nb\tnone\t\t\n"},
		{"-", "\ufeff\"proxy-url\";\"site\";\"no-proxy\";\"modules\"\n\"http://10.1.0.4:3128\";\"a\";\"localhost,edgeHub\";\"blob* camera\"\n\"none\";\"b\";\"\";\"\"\n"},
		{"list.txt", "site,proxy-url,modules,no-proxy,,\na,http://10.1.0.4:3128,blob*;camera,\"localhost,edgeHub\",,\n,,,,,\nb,none,,, ,\n,,,,,\n"},
		{"a.csv", "site,proxy-url,modules,no-proxy,target-condition\na,http://10.1.0.4:3128,blob*;camera,\"localhost,edgeHub\",\nb,none,,,\n"},
	} {
		f := mustRead(t, test.name, test.src)
		expectSites(t, f, want...)
		for name, got := range f.Sources {
			if strings.Contains(string(got), "10.1.0.4") || !strings.Contains(string(got), "localhost") || !strings.Contains(string(got), "none") {
				t.Errorf("%s %q is shown as %q", name, test.src, got)
			}
		}
	}
}

// TestErrors: each error has its place and says what to do. None holds the password.
func TestErrors(t *testing.T) {
	const csvHead = "site,proxy-url,upstream-protocol,modules,no-proxy,target-condition\n"
	for _, test := range []struct{ name, src, want string }{
		{"a.yaml", "", `a.yaml: it lists no site`},
		{"a.yaml", "sites: {}", `a.yaml: it lists no site`},
		{"a.yaml", "sties: {}", `a.yaml:1:1: unknown key "sties" in the list of sites: did you mean "sites"?`},
		{"a.yaml", "proxy-url: x", `a.yaml:1:1: "proxy-url" does not belong here: indent it under "defaults:", or under a site`},
		{"a.yaml", "priority: 3", `indent it under "deployment:"`},
		{"a.yaml", "sites:\n  a: { priority: 3 }", `a.yaml:2:8: "priority" does not belong here: indent it under "overrides:"`},
		{"a.yaml", "sites:\n  a: { proxy: x }", `a.yaml:2:8: unknown key "proxy" in site "a": did you mean "proxy-url"?`},
		{"a.yaml", "sites:\n  a: { proxy-ulr: none }", `did you mean "proxy-url"?`},
		{"a.yaml", "sites:\n  a: { proxy-url: none }\n  a: { proxy-url: none }", `a.yaml:3:3: "a" is there twice: first in line 2`},
		{"a.yaml", "sites:\n  a: { proxy-url: none, proxy-url: none }", `a.yaml:2:25: "proxy-url" is there twice`},
		{"a.yaml", "sites:\n  a/b: { proxy-url: none }", `a.yaml:2:3: "a/b" is no name of a site`},
		{"a.yaml", "sites:\n  ..: { proxy-url: none }", `a.yaml:2:3: ".." is no name of a site`},
		{"a.yaml", "sites:\n  a: &x { proxy-url: none }\n  b: *x", `"&" has a meaning in YAML that is not supported here`},
		{"a.yaml", "sites: [a]", `"sites" is a list: expected the sites by their names`},
		{"a.yaml", "sites: plants.xls", `a.yaml:1:8: "sites": expected the sites by their names`},
		{"a.yaml", "sites: other.csv", `a.yaml:1:8: "sites": no such file`},
		{"a.yaml", "sites:\n  a:", `a.yaml:2:3: site "a": it has no proxy-url`},
		{"a.yaml", "sites:\n  a: { proxy-url: \"${NOSUCH}\" }\n  b: { proxy-url: \"${NOSUCH2}\" }", `site "b": its proxy-url needs the environment variable NOSUCH2, which is not set, or empty`},
		{"a.yaml", "defaults: { proxy-url: \"${NOSUCH}\" }\nsites:\n  a:", `a.yaml:1:24: site "a": its proxy-url needs the environment variable NOSUCH`},
		{"a.yaml", "defaults: { proxy-url: \"${NOSUCH}\" }\nsites:\n  a:\n  b:\n  c: { proxy-url: none }", `a.yaml:1:24: sites "a" and "b": its proxy-url needs`},
		{"a.yaml", "sites:\n  a: { proxy-url: \"http://p.{sit}.example.com:3128\" }", `a.yaml:2:19: site "a": its proxy-url: `},
		{"a.yaml", "sites:\n  a: { proxy-url: \"${BLANK}\" }", `BLANK, which is not set, or empty`},
		{"a.yaml", "sites:\n  a: { proxy-url: \"${}\" }", `expected ${NAME}`},
		{"a.yaml", "sites:\n  a: { proxy-url: \"${A\" }", `expected ${NAME}`},
		{"a.yaml", "sites:\n  a: { proxy-url: \"${UNSET}\" }", `comes from the environment and holds a placeholder`},
		{"a.yaml", "sites:\n  a: { proxy-url: \"${TWO}\" }", `TWO, which holds a line break`},
		{"a.yaml", "sites:\n  a: { proxy-url: \"${BAD}\" }", `site "a": its proxy-url: `},
		{"a.yaml", "sites:\n  a: { proxy-url: none, overrides: { id: x } }", `a.yaml:2:36: site "a": it has overrides or a target-condition, and there is no deployment to override`},
		{"a.yaml", "deployment: { id: x }\nsites:\n  a: { proxy-url: none }", `site "a": its deployment has no target-condition`},
		{"a.yaml", "deployment: { id: x, target-condition: \"tags.a='${QUOTE}'\" }\nsites:\n  a: { proxy-url: none }", `QUOTE, which holds a quote`},
		{"a.yaml", "deployment: { id: \"{sit}\", target-condition: \"*\" }\nsites:\n  a: { proxy-url: none }", `its id holds "{sit}", which has no meaning`},
		{"a.yaml", "deployment: { priority: -1 }", `a.yaml:1:25: "priority" is a number: expected a whole number from 0 on`},
		{"a.yaml", "deployment: { priority: \"1\" }", `"priority" is a text`},
		{"a.yaml", "sites:\n  a: { proxy-url: \"http://p:1\", upstream-protocol: Amqp }", `its upstream-protocol is "Amqp": expected`},
		{"a.yaml", "sites:\n  a: { proxy-url: \"http://p:1\", no-proxy: \"http://u:" + password + "@x\" }", `its no-proxy holds the address of a proxy`},
		{"a.yaml", "sites:\n  a: { proxy-url: \"http://p:1\", modules: [\"[\"] }", `"[" in its modules is no valid pattern`},
		{"a.yaml", strings.Repeat("#\n", 300<<10), `a.yaml: larger than 512 KB; write the sites as CSV, and name that file here`},
		{"a.csv", "", `a.csv:1:1: it is empty: expected the columns site,proxy-url`},
		{"a.csv", "site;proxy-url\na;none;\n", `a.csv:2:1: expected 2 fields, as in the first line, with semicolons between them`},
		{"a.csv", "site;proxy-url\na;http://u:" + password + "@p:x\n", `a.csv:2:3: site "a": its proxy-url: `},
		{"<stdin>", "site\tproxy_url\na\tnone\n", `<stdin>:1:6: unknown column "proxy_url": expected`},
		{"a.yaml", "site, proxy-url: x\n", `a.yaml:1:6: unknown column "proxy-url: x"`},
		{"a.csv", "site,proxy-url,\na,none,\nb,none," + password + "\n", `a.csv:3:8: this column has no name in the first line: expected "site"`},
		{"a.csv", "site,proxy-url\ra,none\r", `a.csv:1:15: lines end with a carriage return alone`},
		{"a.csv", "\xff\xfes\x00i\x00", `a.csv:1:1: UTF-16: expected UTF-8`},
		{"a.csv", "site,proxy-url\n,,\n", `a.csv:2:1: expected 2 fields`},
		{"a.csv", "site,proxy-url\na,None\n", `a.csv:2:3: site "a": its proxy-url is none in capital letters: expected none in small letters`},
		{"a.csv", csvHead + "a,none,,,,*\nb,none,,,, \nc,none,,,,\n", `a.csv:3:11: sites "b" and "c": its target-condition is blank, and other sites have one`},
		{"a.csv", csvHead + "a,${NOSUCH},,,,\nb,${NOSUCH},,,,\nc,none,,,,\n", `a.csv:2:3: sites "a" and "b": its proxy-url needs the environment variable NOSUCH`},
		{"a.yaml", "sites: conditions.csv", `lists/conditions.csv:2:8: site "a": it has overrides or a target-condition, and there is no deployment to override`},
		{"a.yaml", "deployment: { id: x }\nsites: conditions.csv", `lists/conditions.csv:3:1: site "b": its deployment has no target-condition`},
		{"a.csv", "site,proxy\n", `a.csv:1:6: unknown column "proxy": expected`},
		{"a.csv", "site,site\n", `a.csv:1:6: the column "site" is there twice`},
		{"a.csv", "site\na\n", `the first line has no column "proxy-url"`},
		{"a.csv", csvHead + "a,none\n", `a.csv:2:1: expected 6 fields`},
		{"a.csv", csvHead + "a,\"none,,,,\n", `put a field that holds a quote between quotes`},
		{"a.csv", csvHead + "a,none,,,,\nb,\"none,,,,\nc,none,,,,\nd,none,,,,\n", `a.csv:3:1: put a field that holds a quote between quotes`},
		{"a.csv", csvHead + "a,http://p:1,,,\"x\ny\",\n", `a.csv:2:16: site "a": its no-proxy holds a line break`},
		{"a.yaml", "deployment: { id: \"http://u:{" + password + "}@p\", target-condition: \"*\" }\nsites:\n  a: { proxy-url: none }", `its id holds "***", which has no meaning`},
		{"a.csv", csvHead + "=cmd|' /C calc'!A0,none,,,,\n", `a.csv:2:1: "=cmd|' /C calc'!A0" is no name of a site`},
		{"a.csv", csvHead + "a,none,,,,\nä,none,,,,\n", `a.csv:3:1: "ä" is no name of a site`},
		{"a.csv", csvHead + "a,none,,,,\na,none,,,,\n", `a.csv:3:1: "a" is there twice: first in line 2`},
		{"a.csv", csvHead + "a,,,,,\n", `a.csv:2:1: site "a": it has no proxy-url`},
		{"a.csv", csvHead + "\n", `a.csv:1:1: it lists no site: expected a line for each`},
		{"a.csv", "site,proxy-url\na,\xff\n", `a.csv:2:3: not UTF-8 here: in a spreadsheet, save it as "CSV UTF-8"`},
		{"a.csv", "site,proxy-url\na,http://u:p/" + password + "@x:1\n", `a.csv:2:3: site "a": its proxy-url: `},
	} {
		_, err := read(test.name, test.src)
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), password) {
			t.Errorf("%s %.90q\n got %v\nwant %s", test.name, test.src, err, test.want)
		}
	}
}

// FuzzRead: no text makes the reader fail otherwise than with an error, no error holds
// the password, and what it reads has names that are right.
func FuzzRead(f *testing.F) {
	f.Add("sites.yaml", example)
	f.Add("a.csv", "site,proxy-url,upstream-protocol,modules,no-proxy,target-condition\na,http://u:"+password+"@10.1.0.4:3128,,x;y,\"a,b\",*\n")
	f.Add("a.csv", "site,u:"+password+"\na,http://u:"+password+"@10.1.0.4:3128\n")
	f.Add("a.yaml", "sites: plants.csv")
	f.Add("a.yaml", "sites:\n  a: { proxy-url: \"${PROXY}\" }")
	f.Fuzz(func(t *testing.T, name, src string) {
		file, err := read(name, src)
		if err != nil {
			elsewhere := name + strings.ReplaceAll(src, "http://u:"+password+"@10.1.0.4", "") // a password that stands in no address is none
			if strings.Contains(err.Error(), password) && !strings.Contains(elsewhere, password) {
				t.Fatalf("the error holds the password: %v", err)
			}
			return
		}
		seen := map[string]bool{}
		for i := range file.Sites {
			s := &file.Sites[i]
			if sites.CheckName(s.Name) != "" || seen[s.Name] || s.NoProxy != (s.Proxy.URL == manifest.ProxyURL{}) || s.At.Line < 1 {
				t.Fatalf("site %q is wrong: %+v", s.Name, s)
			}
			seen[s.Name] = true
		}
	})
}
