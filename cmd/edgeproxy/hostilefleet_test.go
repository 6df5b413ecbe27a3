package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
)

// hostileFleet are the files of a fleet that hold a text wherever a text may stand.
func hostileFleet(t *testing.T, text string) map[string]string {
	t.Helper()
	marshal := func(v any) string {
		out, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	type object = map[string]any
	env := object{"https_proxy": object{"value": text}, "UpstreamProtocol": object{"value": text}, text: object{"value": text}}
	module := object{"type": "docker", "settings": object{"image": text}, "env": env}
	desired := object{"systemModules": object{"edgeAgent": module, "edgeHub": module}, "modules": object{text: module}}
	literal := "'" + strings.ReplaceAll(text, "'", "''") + "'"
	deployment := func(id any, target string, priority any, agent object) object {
		return object{"id": id, "targetCondition": target, "priority": priority, "createdTimeUtc": text, "content": object{"modulesContent": object{"$edgeAgent": agent}}}
	}
	base := object{"properties.desired": desired}
	layer := object{"properties.desired.modules." + text: module, "properties.desired.systemModules." + text: module}
	twin := func(id string) object {
		return object{"deviceId": id, "tags": object{"a": text, text: text}, "properties": object{"reported": object{text: text, "r": text}}}
	}
	rows := strings.NewReplacer("\"", "\"\"").Replace(text)
	return map[string]string{
		"good.json":    marshal([]object{deployment("d1", "*", 1, base), deployment(text, "tags.a="+literal, 1, base), deployment("l1", "*", 2, layer), deployment(text, "NOT tags.b="+literal, 2, layer)}),
		"bad.json":     marshal([]object{deployment("d1", text, 1, base), deployment(text, "tags.a=\""+text+"\"", 2, layer), deployment("d2", text+"("+literal+")", 3, base), deployment("d3", "tags.[["+text+"]] IN ["+literal+"]", 3, base)}),
		"refused.json": marshal([]object{deployment(object{text: text}, "*", text, base), deployment("d", "*", object{text: text}, base)}),
		"new.json":     marshal(deployment(text, "*", 9, base)),
		"state.json": marshal(object{"configurations": object{"edgeDeployments": object{text: deployment(text, "*", 1, base)}},
			"devices": object{text: object{"twin": object{"tags": object{"a": text}}, "modules": object{"$edgeAgent": object{"twin": object{"properties": object{"desired": desired}}}}}}}),
		"devices.json": marshal([]object{twin(text), twin(text), twin("m1"), {"deviceId": text, "moduleId": "$edgeAgent"}}),
		"lines.jsonl":  marshal(twin(text)) + "\n{" + text,
		"devices.csv":  "deviceId,tags.a,\"" + rows + "\"\n\"" + rows + "\",\"" + rows + "\",x\n",
		"twice.csv":    "deviceId,\"" + rows + "\",\"" + rows + "\"\n",
		"agents.json":  marshal([]object{{"deviceId": "m1", "moduleId": "$edgeAgent", "properties": object{"desired": desired, "reported": desired}}}),
	}
}

// TestHostileFleet runs fleet and fleet explain over deployments and devices that try to give
// orders, and over some that hold a password in any of its usual forms.
func TestHostileFleet(t *testing.T) {
	const password = "h0nter2"
	texts := []string{evil, "http://p.example.com:1/" + evil}
	for _, address := range []string{"http://u:%s@p.example.com:3128", "%s@p.example.com:3128", "u:%s@p.example.com", "http://u:p@x@%s@p", "//u:%s@p", "http://u:a#%s@p", "http://u:'%s@p"} {
		texts = append(texts, fmt.Sprintf(address, password))
	}
	for _, text := range texts {
		t.Chdir(t.TempDir())
		for name, content := range hostileFleet(t, text) {
			writeText(t, name, content)
		}
		var runs [][]string
		for _, devices := range []string{"devices.json", "lines.jsonl", "devices.csv", "twice.csv", "state.json"} {
			for _, format := range fleet.Formats() {
				runs = append(runs, []string{"fleet", "good.json", "--devices", devices, "--devices", "agents.json", "--per-device", "each.jsonl", "--format", format})
			}
		}
		for _, deployments := range []string{"good.json", "bad.json", "refused.json", "state.json"} {
			runs = append(runs, []string{"fleet", deployments, "--devices", "devices.json", "--candidate", "new.json", "--format", "html"},
				[]string{"fleet", "explain", text, deployments, "--devices", "devices.json"}, []string{"fleet", "explain", "--format", "json", "m1", deployments, "--devices", "devices.json", "--devices", "agents.json"})
		}
		runs = append(runs, []string{"fleet", "good.json", "--devices", text}, []string{"fleet", "good.json", "--devices", "devices.json", "--candidate", "new.json", "--id", text, "--target-condition", text},
			[]string{"fleet", "explain", text, "good.json", "--devices", "agents.json"})
		for _, args := range runs {
			out := runHere("", nil, args...)
			each, _ := os.ReadFile("each.jsonl")
			for _, output := range []string{out.stdout, out.stderr, string(each)} {
				checkHarmless(t, fmt.Sprintf("%.200q", args), output, "")
				if strings.Contains(output, password) {
					t.Errorf("%.200q shows the password", args)
				}
			}
		}
	}
}
