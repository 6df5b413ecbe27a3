package lint_test

import (
	"fmt"
	"strings"
)

// good is edgeAgent as it should be.
const good = `"type":"docker","settings":{"image":"a:1"},"env":{"https_proxy":{"value":"http://proxy.example.com:3128"},"UpstreamProtocol":{"value":"AmqpWs"}}`

// full is what the schema wants of a module besides its env.
const full = `"type":"docker","status":"running","restartPolicy":"always","settings":{"image":"a:1"}`

// heldGrowths are those that TestGrowth looks at, too.
var heldGrowths = []growth{
	{"broken options before a long text", 200, func(n int) string {
		return agent(good, repeat(n, `"m%d":{"settings":{"createOptions":"{\"Env\":["}}`)+`,"x":{"x":"`+strings.Repeat("x", 2000*n)+`"}`)
	}},
	{"a long no_proxy", 4000, func(n int) string {
		return agent(good, `"m":{`+full+`,"env":{"https_proxy":{"value":"http://p:1"},"no_proxy":{"value":"`+repeat(n, "*%d")+`"}}}`)
	}},
	{"more fixes than are listed", 1500, func(n int) string {
		return agent(good, `"m":{`+full+`,"env":{`+repeat(n, `"A%d":"b"`)+`}}`)
	}},
	{"more faults than are listed", 1500, func(n int) string {
		return agent(good, repeat(n, `"m%d":{"type":1,"status":"x","settings":{}}`))
	}},
	{"a long layered key", 2000, func(n int) string { return layered(`"properties.desired.a` + strings.Repeat(".b", n) + `":1`) }},
}

var growths = []growth{
	{"broken options", 1000, func(n int) string { return agent(good, repeat(n, `"m%d":{"settings":{"createOptions":"{\"Env\":["}}`)) }},
	{"deployments with IDs", 100, func(n int) string {
		return "[" + repeat(n, `{"id":"`+strings.Repeat("d", 1000)+`%d","content":`+agent(good, "")+`}`) + "]"
	}},
	{"strays of modules", 400, func(n int) string { return agent(good, repeat(n, "\"m%d\":{"+full+",\"https_proxy\":\"http://p:1\"}")) }},
	{"strays under settings", 1000, func(n int) string {
		return agent(good, `"m":{"settings":{`+repeat(n, `"https_proxy":"http://p:%d"`)+`}}`)
	}},
	{"plain variables beside another", 1000, func(n int) string {
		return agent(good, `"m":{`+full+`,"env":{"A":{"value":"b"},`+repeat(n, "\n\"A%d\":1")+`}}`)
	}},
	{"modules", 250, func(n int) string { return agent(good, repeat(n, `"m%d":{`+full+`}`)) }},
	{"modules on lines", 250, func(n int) string { return agent(good, repeat(n, "\n\"m%d\":{\n\"env\":{\n}}")) }},
	{"modules without all", 250, func(n int) string { return agent(good, repeat(n, `"m%d":{}`)) }},
	{"system modules", 500, func(n int) string { return agent(good+"},"+repeat(n, `"m%d":{`+full+`}`)+`,"z":{`, "") }},
	{"variables", 1000, func(n int) string {
		return agent(good, `"m":{`+full+`,"env":{`+repeat(n, `"A%d":{"value":"${b}"}`)+`}}`)
	}},
	{"plain variables", 1000, func(n int) string {
		return agent(good, `"m":{`+full+`,"env":{`+repeat(n, `"A%d":"b"`)+`}}`)
	}},
	{"plain proxies of modules", 250, func(n int) string {
		return agent(good, repeat(n, `"m%d":{`+full+`,"env":{"https_proxy":"http://p:1"}}`))
	}},
	{"faults of modules", 500, func(n int) string {
		return agent(good, repeat(n, `"m%d":{"settings":{"image":"a:1"},"status":"x"}`))
	}},
	{"spellings of a protocol", 4000, func(n int) string {
		return agent(`"env":{`+spellings("upstreamprotocol", "AmqpWs", n)+`}`, "")
	}},
	{"variables without a value", 1000, func(n int) string { return agent(good, `"m":{`+full+`,"env":{`+repeat(n, `"A%d":[]`)+`}}`) }},
	{"near misses", 1000, func(n int) string { return agent(`"env":{`+repeat(n, `"https-proxy":{"value":"http://p:%d"}`)+`}`, "") }},
	{"near misses of env", 1000, func(n int) string { return agent(repeat(n, `"Env ":{"https_proxy":{"value":"http://p:%d"}}`), "") }},
	{"strays", 1000, func(n int) string { return agent(repeat(n, `"https_proxy":"http://p:%d"`), "") }},
	{"strays in an env inside env", 1000, func(n int) string {
		return agent(`"env":{"env":{`+repeat(n, `"https_proxy":{"value":"http://p:%d"}`)+`}}`, "")
	}},
	{"strays beside variables", 1000, func(n int) string {
		return agent(good, `"m":{"env":{`+repeat(n, `"A%d":{"value":"b"}`)+`},"settings":{`+repeat(n, `"https_proxy":"http://p:%d"`)+`}}`)
	}},
	{"duplicate keys", 1000, func(n int) string { return agent(good, repeat(n, `"m":{`+full+`}`)) }},
	{"duplicate variables", 1000, func(n int) string { return agent(`"env":{`+repeat(n, `"https_proxy":{"value":"http://p:%d"}`)+`}`, "") }},
	{"duplicate settings", 1000, func(n int) string { return agent(good, `"m":{`+repeat(n, `"settings":{}`)+`}`) }},
	{"duplicates in options", 1000, func(n int) string {
		return agent(`"settings":{"createOptions":"{\"Env\":[`+repeat(n, `\"https_proxy=%d\"`)+`]}"}`, "")
	}},
	{"one long line", 100000, func(n int) string {
		return agent(good, `"m":{"x":"`+strings.Repeat("x", n)+`"},`+repeat(100, `"m%d":{}`))
	}},
	{"images", 1000, func(n int) string { return agent(good, repeat(n, `"m%d":{"settings":{"image":"a:1@sha256:0"}}`)) }},
	{"a long image", 10000, func(n int) string { return agent(good, `"m":{"settings":{"image":"`+strings.Repeat("${", n)+`"}}`) }},
	{"a long proxy", 10000, func(n int) string {
		return agent(`"env":{"https_proxy":{"value":"http://`+strings.Repeat("a:@", n)+`"}}`, "")
	}},
	{"a long proxy of dots", 10000, func(n int) string { return agent(`"env":{"https_proxy":{"value":"`+strings.Repeat("a.", n)+`"}}`, "") }},
	{"a long createOptions", 1000, func(n int) string { return agent(`"settings":{"createOptions":"{`+repeat(n, `\"A%d\":1`)+`"}`, "") }},
	{"parts of options", 25, func(n int) string { return agent(`"settings":{"image":"a:1",`+parts(min(n, 99), "{")+`}`, "") }},
	{"many parts of options", 100, func(n int) string {
		return agent(good, repeat(n, `"m%d":{"settings":{`+parts(50, "{")+`}}`))
	}},
	{"options for the device only", 500, func(n int) string { return agent(good, repeat(n, `"m%d":{"settings":{"createOptions":"{a: 1}"}}`)) }},
	{"placeholders", 500, func(n int) string {
		return agent(good, repeat(n, `"m%d":{"env":{"https_proxy":{"value":${A}},"B":"${B}"}}`))
	}},
	{"placeholders as proxies", 500, func(n int) string {
		return agent(good, repeat(n, `"m%d":{"env":{"https_proxy":{"value":"#{B}#"}}}`))
	}},
	{"open braces", 10000, func(n int) string { return agent(`"env":{"https_proxy":{"value":"`+strings.Repeat("${", n)+`"}}`, "") }},
	{"spellings", 8, func(n int) string { return agent(`"env":{`+spellings("https_proxy", "http://p:%d", n)+`}`, "") }},
	{"long layered keys", 10, func(n int) string {
		return layered(repeat(n, `"properties.desired.a%d`+strings.Repeat(".b", 500)+`":1`))
	}},
	{"layered keys", 1000, func(n int) string { return layered(repeat(n, `"properties.desired.modules.m%d":{}`)) }},
	{"layered system modules", 1000, func(n int) string { return layered(repeat(n, `"properties.desired.systemModules.m%d":{}`)) }},
	{"layered env", 1000, func(n int) string { return layered(repeat(n, `"properties.desired.modules.m%d.env":{"A":"b"}`)) }},
	{"deployments", 100, func(n int) string { return "[" + repeat(n, agent(good, "")) + "]" }},
	{"deployments without a proxy", 100, func(n int) string { return "[" + repeat(n, agent("", "")) + "]" }},
	{"twins", 1000, func(n int) string {
		return `{"modulesContent":{` + repeat(n, `"m%d":{"properties.desired":{"a b":1}}`) + `,"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{` + good + `}}}}}}`
	}},
	{"keys that IoT Hub refuses", 1000, func(n int) string { return agent(good, `"m":{`+repeat(n, `"a.%d":1`)+`}`) }},
	{"members that az refuses", 1000, func(n int) string { return agent(good, `"m":{`+repeat(n, `"a%d":1`)+`}`) }},
	{"routes", 1000, func(n int) string {
		return `{"modulesContent":{"$edgeAgent":{},"$edgeHub":{"properties.desired":{"schemaVersion":"1.1","routes":{` + repeat(n, `"r%d":1`) + `}}}}}`
	}},
	{"comments", 1000, func(n int) string { return agent(good, repeat(n, "\n/* c */\"m%d\":{\"env\":{ /* d */ },}// e\n/**/")) }},
	{"depth", 500, func(n int) string {
		return agent(good, `"m":{"x":`+strings.Repeat(`{"a":`, min(n, 900))+"1"+strings.Repeat("}", min(n, 900))+`}`)
	}},
}

// spellings are entries for n spellings of a variable, with other values if the
// value has a %d.
func spellings(name, value string, n int) string {
	all := make([]string, n)
	for i := range all {
		spelt := []byte(name)
		for bit := range spelt {
			if i>>bit&1 == 1 && spelt[bit] != '_' {
				spelt[bit] -= 'a' - 'A'
			}
		}
		all[i] = fmt.Sprintf(`%q:{"value":"%s"}`, spelt, strings.ReplaceAll(value, "%d", fmt.Sprint(i+1)))
	}
	return strings.Join(all, ",")
}
