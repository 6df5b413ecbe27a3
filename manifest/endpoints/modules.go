package endpoints

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// knownModule is a module whose image tells which settings hold hosts.
type knownModule struct {
	image string // path in its registry, as its last parts; "/" at the end stands for all below
	find  func(*module)
	names bool // no other module has settings of these names, so they identify the module without an image
}

// knownModules lists them. The comments of the functions name the source of each fact.
var knownModules = [...]knownModule{
	{"azure-blob-storage", blobStorage, true},
	{"azureiotedge-metrics-collector", metricsCollector, true},
	{"azure-stream-analytics/azureiotedge", streamAnalytics, true},
	{"registry", registryMirror, true},
	{"azure-cognitive-services/", cognitiveServices, false},
	{"mcc/", connectedCache, false},
	{"media/live-video-analytics", mediaServices, false},
	{"media/video-analyzer", mediaServices, false},
}

// settings adds what a module needs that is known by its image. A layered deployment
// may set other parts of a module than its image: there the names of settings tell.
func (s *scan) settings(m *manifest.Module) {
	known := func(k knownModule, path string) bool {
		if strings.HasSuffix(k.image, "/") {
			return strings.Contains(path, "/"+k.image)
		}
		return strings.HasSuffix(path, "/"+k.image)
	}
	unknown := !m.Setting("image").Exists()
	path := "/" + splitImage(m.Image()).path
	for _, k := range knownModules {
		if unknown && k.names || known(k, path) {
			k.find(&module{s, m})
		}
	}
}

// blobStorage is Azure Blob Storage on IoT Edge: it uploads to the account of a
// connection string (iot-edge/how-to-store-data-blob; before 2020 the property had
// another name).
func blobStorage(m *module) {
	for _, name := range [...][2]string{{"deviceToCloudUploadProperties", "cloudStorageConnectionString"}, {"tieringSettings", "remoteStorageConnectionString"}} {
		for _, v := range m.values(name[0]+"__"+name[1], name[0], name[1]) {
			m.account(v, "uploads of Blob Storage, where uploadOn is true")
		}
	}
}

// metricsCollector sends to Log Analytics, unless UploadTarget is IotMessage: up to
// 1.1 to two hosts of a workspace, later to a data collection endpoint, for which it
// signs in (iotedge, edge-modules/metrics-collector: Settings.cs, Constants.cs,
// AadCredentialFactory.cs).
func metricsCollector(m *module) {
	for _, v := range m.values("UploadTarget") {
		if strings.EqualFold(v.text, "IotMessage") {
			return
		}
	}
	domain := "azure.com"
	for _, v := range m.values("AzureDomain") {
		domain = v.text
	}
	for _, v := range m.values("LogAnalyticsWorkspaceId") {
		for _, part := range [...]string{".ods.opinsights.", ".oms.opinsights."} {
			m.host(v, v.text+part+domain, "metrics to Log Analytics")
		}
	}
	for _, v := range m.values("DataCollectionEndpoint") {
		m.url(v, "metrics to Azure Monitor")
		v.unfilled = false
		switch domain {
		case "azure.us":
			m.host(v, "login.microsoftonline.us", "sign-in of the metrics collector")
		case "azure.cn":
			m.host(v, "login.chinacloudapi.cn", "sign-in of the metrics collector")
		default:
			m.host(v, "login.microsoftonline.com", "sign-in of the metrics collector")
		}
	}
}

// streamAnalytics fetches its job by an address with a signature
// (stream-analytics/stream-analytics-edge, data-box-gateway tutorials).
func streamAnalytics(m *module) {
	for _, v := range m.values("", "ASAJobInfo") {
		m.url(v, "the job of Stream Analytics")
	}
}

// registryMirror is the registry module of nested devices: it hands on the images of
// another registry (iot-edge/how-to-connect-downstream-iot-edge-device).
func registryMirror(m *module) {
	for _, v := range m.values("REGISTRY_PROXY_REMOTEURL") {
		if host, port, ok := v.address(); ok {
			m.scan.pull(host, port, "mirrored images", v.place)
		} else {
			m.open(v)
		}
	}
}

// cognitiveServices bills by an endpoint, as a variable or an argument
// (cognitive-services/cognitive-services-container-support; spatial analysis has
// another name for it).
func cognitiveServices(m *module) {
	for _, name := range [...]string{"Billing", "BILLING_ENDPOINT"} {
		for _, v := range m.values(name) {
			m.url(v, "billing of Cognitive Services")
		}
	}
	for arg := range m.CreateOptions().Root.Fold("Cmd").Children() {
		if name, value, _ := strings.Cut(arg.Text(), "="); strings.EqualFold(name, "Billing") && arg.Kind() == manifest.String {
			m.url(m.value(value, arg), "billing of Cognitive Services")
		}
	}
}

// connectedCache is Microsoft Connected Cache: it fetches the payloads of Device
// Update, over plain HTTP as well (iot-hub-device-update/network-security).
func connectedCache(m *module) {
	v := m.value("", m.Setting("image"))
	for _, port := range [...]int{portHTTP, portHTTPS} {
		m.scan.add("*.b.nlu.dl.adu.microsoft.com", port, "payloads of Device Update", v.place)
	}
	m.scan.list.note("Connected Cache asks hosts of Delivery Optimization, too: they are not known", v.place)
}

// mediaServices are modules that find their service by an account's resource id.
func mediaServices(m *module) {
	m.scan.list.note("a module of Azure's video services, which are retired: its hosts are not known", m.value("", m.Setting("image")).place)
}
