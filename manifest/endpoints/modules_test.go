package endpoints_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

const mcr = "mcr.microsoft.com:443"

func TestModules(t *testing.T) {
	settings := func(image, env, more string) string {
		return `{"settings": {"image": "mcr.microsoft.com/` + image + `:1"` + more + `}, "env": {` + env + `}}`
	}
	env := func(name, value string) string { return `"` + name + `": {"value": "` + value + `"}` }
	const key = "DefaultEndpointsProtocol=https;AccountName=Site;AccountKey=s3cr3t/t4il==;EndpointSuffix=core.windows.net"
	const upload = `{"properties.desired": {"deviceToCloudUploadProperties": {"cloudStorageConnectionString": "` + key + `"}}}`
	for name, test := range map[string]struct {
		module, twin string
		hosts        []string // without those of the image
		note         string
	}{
		"blob":               {settings("azure-blob-storage", "", ""), upload, []string{"site.blob.core.windows.net:443"}, ""},
		"blob of env":        {settings("azure-blob-storage", env("deviceToCloudUploadProperties__cloudStorageConnectionString", key), ""), "", []string{"site.blob.core.windows.net:443"}, ""},
		"blob of options":    {settings("azure-blob-storage", "", `, "createOptions": "{\"Env\": [\"deviceToCloudUploadProperties__cloudStorageConnectionString=AccountName=site;AccountKey=s3cr3t\"]}"`), "", []string{"site.blob.core.windows.net:443"}, ""},
		"blob by single key": {settings("azure-blob-storage", "", ""), `{"properties.desired.deviceToCloudUploadProperties.cloudStorageConnectionString": "` + key + `"}`, []string{"site.blob.core.windows.net:443"}, ""},
		"blob of a part":     {settings("azure-blob-storage", "", ""), `{"properties.desired.deviceToCloudUploadProperties": {"cloudStorageConnectionString": "` + key + `"}}`, []string{"site.blob.core.windows.net:443"}, ""},
		"blob, old name":     {settings("azure-blob-storage", "", ""), `{"properties.desired": {"tieringSettings": {"remoteStorageConnectionString": "` + key + `"}}}`, []string{"site.blob.core.windows.net:443"}, ""},
		"blob of a cloud":    {settings("azure-blob-storage", "", ""), strings.Replace(upload, "core.windows.net", "core.usgovcloudapi.net", 1), []string{"site.blob.core.usgovcloudapi.net:443"}, ""},
		"blob by endpoint":   {settings("azure-blob-storage", "", ""), strings.Replace(upload, key, "BlobEndpoint=http://10.0.0.7:10000/s3cr3t;SharedAccessSignature=s3cr3t", 1), []string{"10.0.0.7:10000"}, ""},
		"blob, local":        {settings("azure-blob-storage", "", ""), strings.Replace(upload, key, "BlobEndpoint=http://127.0.0.1:10000/s3cr3t", 1), nil, ""},
		"blob, unfilled":     {settings("azure-blob-storage", "", ""), strings.Replace(upload, key, "$CONNECTION_STRING", 1), nil, "holds a placeholder"},
		"blob, bare":         {settings("azure-blob-storage", "", ""), strings.Replace(upload, `"`+key+`"`, "${CONNECTION_STRING}", 1), nil, "holds a placeholder"},
		"blob, account":      {settings("azure-blob-storage", "", ""), strings.Replace(upload, "=Site", "=${ACCOUNT}", 1), nil, "holds a placeholder"},
		"blob, key":          {settings("azure-blob-storage", "", ""), strings.Replace(upload, "s3cr3t/t4il==", "${KEY}", 1), []string{"site.blob.core.windows.net:443"}, ""},
		"blob, nonsense":     {settings("azure-blob-storage", "", ""), strings.Replace(upload, key, "s3cr3t", 1), nil, "has another value"},
		"blob, hostile":      {settings("azure-blob-storage", "", ""), strings.Replace(upload, "=Site", `=a\nacl all src all`, 1), nil, "has another value"},
		"blob, local only":   {settings("azure-blob-storage", env("LOCAL_STORAGE_ACCOUNT_NAME", "site"), ""), "", nil, ""},
		"another's twin":     {settings("other", "", ""), upload, nil, ""},

		"metrics":           {settings("azureiotedge-metrics-collector", env("LogAnalyticsWorkspaceId", "0aB-1")+","+env("LogAnalyticsSharedKey", "s3cr3t"), ""), "", []string{"0ab-1.ods.opinsights.azure.com:443", "0ab-1.oms.opinsights.azure.com:443"}, ""},
		"metrics, domain":   {settings("azureiotedge-metrics-collector", env("loganalyticsworkspaceid", "w")+","+env("AzureDomain", "azure.us"), ""), "", []string{"w.ods.opinsights.azure.us:443", "w.oms.opinsights.azure.us:443"}, ""},
		"metrics by hub":    {settings("azureiotedge-metrics-collector", env("LogAnalyticsWorkspaceId", "w")+","+env("UploadTarget", "IoTMessage"), ""), "", nil, ""},
		"metrics, unfilled": {settings("azureiotedge-metrics-collector", env("LogAnalyticsWorkspaceId", "${W}"), ""), "", nil, "holds a placeholder"},
		"metrics, endpoint": {settings("azureiotedge-metrics-collector", env("DataCollectionEndpoint", "https://x.westeurope-1.ingest.monitor.azure.com"), ""), "", []string{"login.microsoftonline.com:443", "x.westeurope-1.ingest.monitor.azure.com:443"}, ""},
		"metrics, sign-in":  {settings("azureiotedge-metrics-collector", env("DataCollectionEndpoint", "<endpoint>")+","+env("AzureDomain", "azure.cn"), ""), "", []string{"login.chinacloudapi.cn:443"}, "holds a placeholder"},
		"metrics, no image": {`{"env": {` + env("LogAnalyticsWorkspaceId", "w") + `}}`, "", []string{"w.ods.opinsights.azure.com:443", "w.oms.opinsights.azure.com:443"}, ""},
		"billing, no image": {`{"env": {` + env("Billing", "https://site.example.com") + `}}`, "", nil, ""}, // may be anything
		"twin, no module":   {"", upload, []string{"site.blob.core.windows.net:443"}, ""},
		"twin of nothing":   {"", `{"properties.desired": {"a": 1}}`, nil, ""},

		"job":             {settings("azure-stream-analytics/azureiotedge", "", ""), `{"properties.desired": {"ASAJobInfo": "https://Site.blob.core.windows.net/a.zip?sig=s3cr3t"}}`, []string{"site.blob.core.windows.net:443"}, ""},
		"job, signature":  {settings("azure-stream-analytics/azureiotedge", "", ""), `{"properties.desired": {"ASAJobInfo": "https://site.blob.core.windows.net/a.zip?${SIG}"}}`, []string{"site.blob.core.windows.net:443"}, ""},
		"job, user":       {settings("azure-stream-analytics/azureiotedge", "", ""), `{"properties.desired": {"ASAJobInfo": "https://u:s3cr3t@t4il@site.example.com:8443/"}}`, []string{"site.example.com:8443"}, ""},
		"job, password":   {settings("azure-stream-analytics/azureiotedge", "", ""), `{"properties.desired": {"ASAJobInfo": "https://s3cr3t:12/t4il@site.example.com"}}`, nil, "has another value"},
		"job, no address": {settings("azure-stream-analytics/azureiotedge", "", ""), `{"properties.desired": {"ASAJobInfo": "sas_to_job"}}`, nil, "has another value"},

		"mirror":            {settings("registry", env("REGISTRY_PROXY_REMOTEURL", "https://site.azurecr.io"), ""), "", []string{blobHost, "site.azurecr.io:443"}, ""},
		"mirror of Hub":     {settings("oss/v2/docker/registry", env("REGISTRY_PROXY_REMOTEURL", "https://registry-1.docker.io"), ""), "", hub, ""},
		"mirror, unknown":   {settings("registry", env("REGISTRY_PROXY_REMOTEURL", "http://registry.example.com"), ""), "", []string{"registry.example.com:80"}, "may send a device to other hosts"},
		"mirror, unfilled":  {settings("registry", env("REGISTRY_PROXY_REMOTEURL", "https://${R}.azurecr.io"), ""), "", nil, "holds a placeholder"},
		"mirror, local":     {settings("registry", env("REGISTRY_PROXY_REMOTEURL", "http://localhost:5000"), ""), "", nil, "mirrored images from a registry on the device itself"},
		"mirror of nothing": {settings("registry", "", ""), "", nil, ""},

		"billing":           {settings("azure-cognitive-services/vision/read", env("Billing", "https://site.cognitiveservices.azure.com/")+","+env("ApiKey", "s3cr3t"), ""), "", []string{"site.cognitiveservices.azure.com:443"}, ""},
		"billing, argument": {settings("azure-cognitive-services/decision/x", "", `, "createOptions": "{\"Cmd\": [\"Eula=accept\", \"Billing=https://site.cognitiveservices.azure.com/\", \"ApiKey=s3cr3t\"]}"`), "", []string{"site.cognitiveservices.azure.com:443"}, ""},
		"billing, unfilled": {settings("azure-cognitive-services/vision/x", env("BILLING_ENDPOINT", "<endpoint>"), ""), "", nil, "holds a placeholder"},

		"cache": {settings("mcc/linux/iot/mcc-ubuntu-iot-amd64", "", ""), "", []string{"*.b.nlu.dl.adu.microsoft.com:443", "*.b.nlu.dl.adu.microsoft.com:80"}, "Delivery Optimization"},
		"video": {settings("media/video-analyzer", "", ""), "", nil, "video services"},
	} {
		t.Run(name, func(t *testing.T) {
			list := listOf(t, endpoints.Options{}, deployment{module: test.module, twin: test.twin}.String())
			want := test.hosts
			if strings.Contains(test.module, "mcr.microsoft.com") {
				want = append([]string{"*.data.mcr.microsoft.com:443", mcr}, want...)
			}
			if diff := cmp.Diff(sorted(want), sorted(hosts(list))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := notes(list); (got == "") != (test.note == "") || !strings.Contains(got, test.note) || strings.Contains(got, "\n") {
				t.Errorf("notes %q, want one with %q", got, test.note)
			}
			checkWritten(t, list)
		})
	}
}

// TestModuleBehindAnyRegistry: a module is known by the path of its image.
func TestModuleBehindAnyRegistry(t *testing.T) {
	for name, known := range map[string]bool{
		"$upstream:443/azureiotedge-metrics-collector:1": true, "<Registry>/microsoft/azureiotedge-metrics-collector": true, "site.azurecr.io/a/azureiotedge-metrics-collector@sha256:0": true,
		"azureiotedge-metrics-collector": true, "site.azurecr.io/my-azureiotedge-metrics-collector": false, "site.azurecr.io/azureiotedge-metrics-collector/x": false,
	} {
		module := strings.Replace(image(name), `}}`, `}, "env": {"LogAnalyticsWorkspaceId": {"value": "w"}}}`, 1)
		list := listOf(t, endpoints.Options{}, deployment{module: module}.String())
		if got := strings.Contains(strings.Join(hosts(list), " "), "w.ods.opinsights.azure.com"); got != known {
			t.Errorf("%s: %v", name, hosts(list))
		}
	}
}
