package rules_test

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

func Example() {
	r := rules.AgentProxyMissing
	fmt.Println(r.ID, r.Name, r.Severity, r.Doc.Summary)
	for _, f := range lint.Source([]byte(r.Doc.Bad.Text()), lint.Options{Rules: []lint.Rule{r}}) {
		fmt.Println(f.Message)
	}
	// Output:
	// EP101 agent-proxy-missing error Reports a base deployment whose edgeAgent has no https_proxy.
	// edgeAgent has no https_proxy: deploying this takes the proxy from every device
}
