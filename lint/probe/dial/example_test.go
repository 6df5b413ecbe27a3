package dial_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/iotedge-tools/edgeproxy/lint/probe/dial"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// A proxy that refuses all hosts.
func ExampleRun() {
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer refusing.Close()
	proxy, err := manifest.ParseProxyURL(refusing.URL)
	if err != nil {
		log.Fatal(err)
	}
	doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired.modules.thermo": {"settings": {"image": "registry.example.com/thermo:1"}}}}}`))
	if err != nil {
		log.Fatal(err)
	}
	list, err := endpoints.New(endpoints.Options{Hub: "plant-a"})
	if err != nil {
		log.Fatal(err)
	}
	list.Add("layer.json", doc)
	results, err := dial.Run(context.Background(), list.Endpoints(), dial.Options{Proxy: proxy})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range results {
		if r.Failed() && !r.Optional {
			fmt.Println(r.Host, r.Port, r.Text())
		}
	}
	// Output:
	// plant-a.azure-devices.net 443 refused by the proxy (403)
	// registry.example.com 443 refused by the proxy (403)
}
