package lint_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// oddModules makes deployments whose system modules are put together from what people
// write into env, and beside it.
type oddModules struct{ *rand.Rand }

func (o oddModules) pick(of ...string) string { return of[o.IntN(len(of))] }

// list joins up to n texts.
func (o oddModules) list(n int, text func() string) string {
	var all []string
	for range o.IntN(n + 1) {
		all = append(all, text())
	}
	return strings.Join(all, o.pick(",", ", ", ",\n  "))
}

func (o oddModules) value() string {
	return o.pick(`"http://h:1"`, `"http://proxy.example.com:3128"`, `"Amqp"`, `"AmqpWs"`, `"Mqtt"`, `"mqttws"`, `"${X}"`, `${X}`, `""`, `null`, `1`, `true`, `[]`, `{}`)
}

func (o oddModules) entry() string {
	value := o.value()
	if o.IntN(4) > 0 {
		value = `{"` + o.pick("value", "value", "value", "Value") + `":` + value + `}`
	}
	name := o.pick("https_proxy", "UpstreamProtocol", "HTTPS_PROXY", "upstreamprotocol", "http_proxy", "no_proxy", "https_proxy ", "A", "Https_Proxy", "UseOfflineCheck")
	return `"` + name + `":` + value
}

func (o oddModules) env() string {
	name := o.pick("env", "env", "env", "Env", "ENV", "environment")
	if o.IntN(8) == 0 {
		return `"` + name + `":` + o.value()
	}
	entry := o.entry
	if o.IntN(6) == 0 {
		entry = func() string { return `"env":{` + o.list(2, o.entry) + `}` }
	}
	return `"` + name + `":{` + o.pick("", "", " ", "\n") + o.list(3, entry) + `}`
}

func (o oddModules) settings() string {
	members := []string{`"image":"a:1"`}
	if o.IntN(3) == 0 {
		members = append(members, o.env())
	}
	if o.IntN(4) == 0 {
		members = append(members, o.entry())
	}
	if o.IntN(4) == 0 {
		members = append(members, `"createOptions":`+o.pick(`"{}"`, `{}`, `"{\"Env\":[\"https_proxy=http://h:1\"]}"`, `"{\"Env\":[\"UpstreamProtocol=Amqp\",\"A=b\"]}"`, `""`, `null`))
	}
	return `"settings":{` + strings.Join(members, ",") + `}`
}

func (o oddModules) module(name string) string {
	return `"` + name + `":{` + o.pick(`"type":"docker",`, "") + o.settings() + `,` + o.list(3, func() string {
		if o.IntN(3) == 0 {
			return o.entry()
		}
		return o.env()
	}) + o.pick("", "", ",") + `}`
}

// TestOddModules holds the fixes of odd deployments to the laws.
func TestOddModules(t *testing.T) {
	for seed := range uint64(300) {
		o := oddModules{rand.New(rand.NewPCG(seed, 1))}
		modules := o.module("edgeAgent")
		if o.IntN(8) > 0 {
			modules += "," + o.module("edgeHub")
		}
		src := fmt.Sprintf(`{"modulesContent":{"$edgeAgent":{"properties.desired":{"schemaVersion":"1.1","runtime":{"type":"docker","settings":{}},"systemModules":{%s},"modules":{%s}}}}}`, modules, o.list(1, func() string { return o.module("m") }))
		url := o.pick("", "http://h:1", "http://proxy.example.com:3128", "${X}")
		t.Run(fmt.Sprint(seed), func(t *testing.T) { checkFixLaws(t, []byte(src), url) })
	}
}
