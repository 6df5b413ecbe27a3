package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// EnvMisplaced is EP512.
var EnvMisplaced = check.Rule{
	ID: "EP512", Name: "env-misplaced", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an env inside env or under settings: none of its variables reaches the container.",
		Why: `The variables of a module stand in its env, beside settings. edgeAgent takes an env inside env for a variable with the name env and
without a value, and ignores an env under settings. Neither gives an error, and none of the variables is set. If the proxy is among
them, EP106 reports it, and this rule the other variables.`,
		Bad: func() string {
			return deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0", `"env": {
              "env": {
                "RATE": {
                  "value": "10"
                }
              }
            }`))
		},
		Good: func() string {
			return deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0", `"env": {
              "RATE": {
                "value": "10"
              }
            }`))
		},
	},
	Check: check.EachOddModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		for _, env := range misplacedEnvs(m) {
			if holdsOnlyStrays(m, env.node) && p.Explains("EP106") {
				continue
			}
			f := m.At(env.node)
			f.Span = env.node.KeySpan()
			f.Message = fmt.Sprintf("env of module %s stands %s: expected it beside settings", m.Quoted(), env.where)
			f.Help = "no variable in it reaches the container, and no error is given; move them into env of the module"
			p.Report(f)
		}
	}),
}

// misplacedEnv is an env where edgeAgent does not read it.
type misplacedEnv struct {
	node  manifest.Node
	where string
}

// misplacedEnvs lists the envs with variables inside the env or the settings of
// a module. A variable may be called env: it has a value.
func misplacedEnvs(m *check.Module) []misplacedEnv {
	var found []misplacedEnv
	add := func(env manifest.Node, where string) {
		if env.Kind() == manifest.Object && env.Len() > 0 && !env.Fold("value").Exists() {
			found = append(found, misplacedEnv{env, where})
		}
	}
	add(m.Env().Fold("env"), "inside env")
	add(m.Setting("env"), "under settings")
	return found
}

// holdsOnlyStrays reports whether all variables of env are proxy settings without effect.
func holdsOnlyStrays(m *check.Module, env manifest.Node) bool {
	others := env.Len()
	for _, s := range strays(m) {
		if s.node.Parent() == env {
			others--
		}
	}
	return others == 0
}
