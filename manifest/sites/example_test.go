package sites_test

import (
	"fmt"
	"log"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// Two plants behind one proxy share a deployment; an office without a proxy has its own.
func Example() {
	doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"settings": {}}}}}}}`))
	if err != nil {
		log.Fatal(err)
	}
	url, err := manifest.ParseProxyURL("http://10.1.0.4:3128")
	if err != nil {
		log.Fatal(err)
	}
	line := &sites.Deployment{ID: sites.Setting{Text: "line-{site}"}, Condition: sites.Setting{Text: "tags.site='{site}'"}, Priority: 20}
	list := &sites.List{
		Output: sites.Setting{Text: "{site}.json"},
		Sites: []sites.Site{
			{Name: "plant-a", Proxy: manifest.Proxy{URL: url}, Deployment: line},
			{Name: "plant-b", Proxy: manifest.Proxy{URL: url}, Deployment: line},
			{Name: "office", NoProxy: true, Deployment: line},
		},
	}
	maker, err := sites.NewMaker(doc, list, sites.Usual{})
	if err != nil {
		log.Fatal(err)
	}
	plan, err := maker.PlanGroups()
	if err != nil {
		log.Fatal(err)
	}
	for i := range plan {
		made, err := maker.Make(&plan[i])
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(plan[i].Path, plan[i].Deployment.Condition.Text)
		for _, change := range made.Changes {
			fmt.Println(" ", change)
		}
	}
	// Output:
	// plant-a.json tags.site = 'plant-a' OR tags.site = 'plant-b'
	//   edgeAgent: add https_proxy = "http://10.1.0.4:3128"
	//   edgeAgent: add UpstreamProtocol = "AmqpWs"
	// office.json tags.site='office'
}
