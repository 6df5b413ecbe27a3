package endpoints_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// What the lines of an include file of squid are made of, what a spreadsheet takes
// for a formula, and what a host is.
var (
	squidLine = regexp.MustCompile(`^(|#( [A-Za-z0-9"/_ .,:;*()\[\]'-]*)?|acl edgeproxy_port_[0-9]+ port [0-9]+|acl (edgeproxy(?:_optional)?_[0-9]+) dstdomain ([a-z0-9.-]+|\[[0-9a-f:.]+\]))$`)
	formula   = regexp.MustCompile(`(^|[;,|"]) *[=+@＝＋－＠-]`)
	safeHost  = regexp.MustCompile(`^((\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])$`)
)

// written is what a writer writes.
func written(t testing.TB, write func(io.Writer) error) string {
	t.Helper()
	var b strings.Builder
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// checkWritten holds what is written of a list to the promises: nothing of a document
// but hosts in squid's file, no formula in a spreadsheet, no secret.
func checkWritten(t testing.TB, l *endpoints.List) {
	t.Helper()
	squid, rows := written(t, l.WriteSquid), written(t, l.WriteCSV)
	checkSquid(t, squid)
	checkCSV(t, rows, l)
	for _, part := range []string{"s3cr3t", "t4il"} {
		if strings.Contains(squid+rows, part) {
			t.Errorf("a secret in\n%s\n%s", squid, rows)
		}
	}
}

func checkSquid(t testing.TB, text string) {
	t.Helper()
	acls := map[string][]string{}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		m := squidLine.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("squid reads the line %q", line)
		}
		if m[3] != "" {
			acls[m[3]] = append(acls[m[3]], m[4])
		}
	}
	for name, hosts := range acls { // squid refuses these
		for _, a := range hosts {
			for _, b := range hosts {
				if domain, pattern := strings.CutPrefix(b, "."); a != b && pattern && strings.HasSuffix("."+strings.TrimPrefix(a, "."), "."+domain) {
					t.Errorf("%s: %s is below %s", name, a, b)
				}
			}
		}
	}
}

func checkCSV(t testing.TB, text string, l *endpoints.List) {
	t.Helper()
	if i := strings.IndexFunc(strings.ReplaceAll(text, "\r\n", ""), func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 || strings.Contains(text, "##") {
		t.Errorf("%q holds what cannot be seen, or a command", text)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll() // every row has as many cells
	if err != nil || len(rows[0]) != 10 {
		t.Fatalf("%v: %q", err, text)
	}
	want := 1 + len(l.Notes())
	for _, e := range l.Endpoints() {
		want += len(e.Reasons)
	}
	if strings.Count(text, "\r\n") != want || len(rows) != want {
		t.Errorf("%d rows, want %d: %q", len(rows), want, text)
	}
	for _, row := range rows[1:] {
		if row[0] != "" && !safeHost.MatchString(row[0]) {
			t.Errorf("host %q", row[0])
		}
		for _, cell := range row {
			if formula.MatchString(cell) {
				t.Errorf("a formula in %q", cell)
			}
		}
	}
}

func TestSquid(t *testing.T) {
	doc := deployment{hubEnv: `{"UpstreamProtocol": {"value": "Amqp"}}`, module: image("quay.io/a/b")}.String()
	got := written(t, listOf(t, endpoints.Options{Hub: "plant-a"}, doc, deployment{module: image("[::1]:5000/x")}.String(), deployment{module: image("registry.example.com:5671/x")}.String()).WriteSquid)
	const want = `# Hosts that IoT Edge devices need, written by "edgeproxy endpoints". Put into squid.conf,
# behind your rules about who may use the proxy and above "http_access deny all":
#   include /etc/squid/edgeproxy.conf
#   acl SSL_ports port 5671
#   acl Safe_ports port 5671
#   http_access allow edgeproxy_port_443 edgeproxy_443
#   http_access allow edgeproxy_port_5671 edgeproxy_5671
# and for what devices can do without:
#   http_access allow edgeproxy_port_443 edgeproxy_optional_443
# not for a proxy: plant-a.azure-devices.net, port 5671 (IoT Hub, by AMQP)
# note: images from a registry on the device itself: no host is needed for them
# note: registry.example.com may send a device to other hosts for tokens and layers: they are not known

acl edgeproxy_port_443 port 443
# layers of images from quay.io
acl edgeproxy_443 dstdomain .quay.io
# IoT Hub, by HTTPS and WebSockets
acl edgeproxy_443 dstdomain plant-a.azure-devices.net
# version look-up of iotedge check
acl edgeproxy_optional_443 dstdomain aka.ms
# installing and updating IoT Edge by packages
acl edgeproxy_optional_443 dstdomain packages.microsoft.com
# version look-up of iotedge check
acl edgeproxy_optional_443 dstdomain raw.githubusercontent.com

acl edgeproxy_port_5671 port 5671
# images from registry.example.com
acl edgeproxy_5671 dstdomain registry.example.com
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	checkSquid(t, got)
}

func TestCSV(t *testing.T) {
	module := `{"settings": {"image": "ghcr.io/a/b"}}, "=cmd|' /C calc'!A0": {"settings": {"image": "${X}"}}, "a;=b ##x\u001b\u202e": {"settings": {"image": "ghcr.io/c"}}`
	list := listOf(t, endpoints.Options{Hub: "plant-a"}, deployment{module: module}.String())
	text := written(t, list.WriteCSV)
	checkCSV(t, text, list)
	for _, want := range []string{
		"host,port,direct,optional,for,module,file,line,column,pointer\r\n",
		"ghcr.io,443,false,false,images from ghcr.io,m,0.json,2,",
		",,,,an image whose registry is a placeholder: its host is not known,'=cmd|' /C calc'!A0,0.json,2,",
		`a;'=b #\u0023x\u001b\u202e,0.json`,
		"aka.ms,443,false,true,version look-up of iotedge check,,,,,\r\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
}

// FuzzWriters puts hostile texts into the names and values of which hosts are made.
func FuzzWriters(f *testing.F) {
	const key = "AccountName=site;AccountKey=s3cr3t"
	f.Add("m", "mcr.microsoft.com/azure-blob-storage:1", key, "AmqpWs", "a.json")
	f.Add("=1+1", "registry.example.com:5000/x", "https://u:s3cr3t@site.example.com:8443/?sig=t4il", "Amqp", "=a.json")
	f.Add("x\nacl all src all", "a.example\nhttp_access allow all/azure-stream-analytics/azureiotedge", "https://a\nb/", "${P}", "##vso[x]")
	f.Add(";@SUM", "quay.io/registry", "https://[::1]:5000", "Mqtt", "\xff")
	f.Add(`"`, "${X}.azurecr.io/mcc/x", "https://münchen.example", "1", "\u202e＝1")
	f.Fuzz(func(t *testing.T, name, image, setting, protocol, file string) {
		quote := func(s string) string {
			text, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		value := func(s string) string { return `{"value": ` + quote(s) + `}` }
		text := fmt.Sprintf(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"settings": {"image": %[2]s}, "env": {"UpstreamProtocol": %[3]s}}, "edgeHub": {}},
			"modules": {%[1]s: {"settings": {"image": %[2]s, "createOptions": {"Cmd": [%[5]s]}}, "env": {"LogAnalyticsWorkspaceId": %[4]s, "AzureDomain": %[3]s, "REGISTRY_PROXY_REMOTEURL": %[4]s, "Billing": %[4]s, "DataCollectionEndpoint": %[4]s}}}}},
			%[1]s: {"properties.desired": {"ASAJobInfo": %[5]s, "deviceToCloudUploadProperties": {"cloudStorageConnectionString": %[5]s}}}}}`,
			quote(name), quote(image), value(protocol), value(setting), quote(setting))
		doc, err := manifest.Parse([]byte(text))
		if err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		for _, o := range []endpoints.Options{{}, {Hub: "plant-a", DPS: true, Regions: []string{"westeurope"}}} {
			list := listOf(t, o)
			list.Add(file, doc)
			for _, e := range list.Endpoints() {
				if !safeHost.MatchString(e.Host) || e.Port < 1 || e.Port > 65535 || len(e.Reasons) == 0 {
					t.Fatalf("%+v", e)
				}
			}
			checkSquid(t, written(t, list.WriteSquid))
			checkCSV(t, written(t, list.WriteCSV), list)
		}
	})
}
