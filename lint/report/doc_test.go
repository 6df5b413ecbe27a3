package report_test

import (
	"fmt"
	"os"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

func Example() {
	src := []byte(`{"modulesContent": {"$edgeAgent": {}}}`)
	run := &report.Run{Rules: lint.DefaultRules()}
	run.Files = append(run.Files, report.Locate("deployment.json", src, lint.Source(src, lint.Options{})))
	write, err := report.Lookup("concise")
	if err == nil {
		err = write(os.Stdout, run, report.Options{})
	}
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// deployment.json:1:2: error EP004 "modulesContent" sets no desired properties: expected "properties.desired", or keys that begin with "properties.desired."
}
