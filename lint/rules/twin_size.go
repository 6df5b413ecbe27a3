package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// The limits of IoT Hub for the desired properties of one twin and for one
// deployment (iot-hub-devguide-device-twins, iot-hub-devguide-quotas-throttling).
const (
	maxTwinBytes  = 32 << 10
	nearTwinBytes = maxTwinBytes * 9 / 10
	maxValueBytes = 4 << 10
	maxKeyBytes   = 1 << 10
	maxTwinDepth  = 10
	maxModules    = 50
	maxInteger    = 1<<52 - 1
)

// TwinSize is EP503.
var TwinSize = check.Rule{
	ID: "EP503", Name: "twin-size", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports desired properties near or above a limit of IoT Hub: 32 KB a twin, 4 KB a value, ten levels, 50 modules, characters forbidden in keys, and members that no deployment can set.",
		Why: `IoT Hub refuses the deployment, or the device never gets all of it. The desired properties of each module count by themselves.

The size is counted as IoT Hub documents it: keys and texts in UTF-8 without control characters, 8 bytes for a number, 4 bytes for a
boolean, nothing for quotes, brackets and blanks. A key is at most 1 KB and holds no control character, ".", "$", "#" or blank. A
whole number has at most 52 bits. IoT Hub refuses null in a deployment, because null deletes a property in an update. It also
refuses tags and reported properties of a module, and a key that is nearly "properties.desired". In a template, createOptions may exceed 4 KB: the tools split the text into parts.
The value of a placeholder is not known, so a placeholder counts as it is written.`,
		Bad: func() string {
			return deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0", `"env": {
              "Logging.Level": {
                "value": "debug"
              }
            }`))
		},
		Good: func() string {
			return deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0", `"env": {
              "Logging__Level": {
                "value": "debug"
              }
            }`))
		},
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		nothing, none := setsNothing(d)
		for _, t := range d.Twins() {
			if len(t.Node.Raw()) < nearTwinBytes && isTidy(p.Doc, t.Node, -1) {
				continue
			}
			scale := twinScale{pass: p, module: t.Module, update: d.Shape == manifest.Twin, parents: map[string]bool{}}
			for _, part := range t.Parts {
				scale.addPart(part)
			}
			scale.reportSize(t)
			if d.Shape != manifest.Twin { // which has tags
				reportForeign(p, t)
				reportSlips(p, t, none && nothing == t.Node)
			}
		}
		countModules(p, d)
	}),
}

// reportSize reports a twin that is near or above the limit.
func (s *twinScale) reportSize(t check.Twin) {
	if s.size < nearTwinBytes {
		return
	}
	f := check.AtKey(t.Node)
	f.Module = t.Module
	f.Message = fmt.Sprintf("the desired properties of %s hold %d bytes, near the limit of %d", t.Module, s.size, maxTwinBytes)
	f.Help = "IoT Hub refuses a deployment above the limit; shorten createOptions, or move settings into the modules' own twins"
	if s.size > maxTwinBytes {
		f.Severity = check.Error
		f.Message = fmt.Sprintf("the desired properties of %s hold %d bytes: expected at most %d", t.Module, s.size, maxTwinBytes)
	}
	p := s.pass
	p.Report(f)
}

// countModules reports the first ordinary module that is one too many. Whether
// the two system modules count is not documented; they are left out.
func countModules(p *check.Pass, d *check.Deployment) {
	count := 0
	for _, m := range d.Modules {
		if m.System {
			continue
		}
		if count++; count == maxModules+1 {
			f := m.At(m.Place())
			f.Span = m.Place().KeySpan()
			f.Severity = check.Error
			f.Message = fmt.Sprintf("module %q is one too many: expected at most %d modules in a deployment", m.Name, maxModules)
			f.Help = "IoT Hub gives a device at most 50 modules"
			p.Report(f)
		}
	}
}
