package check

import "github.com/iotedge-tools/edgeproxy/manifest/device"

// NewDevicePass prepares the passes over a device. They keep the findings that stand
// in one of its files.
func NewDevicePass(dev *device.Device, file *device.File, expect Expect, explains func(id string, asker Severity) bool) *Pass {
	return &Pass{Device: dev, Expect: expect, file: file, explains: explains}
}

// ReportSetting adds a finding about a setting of the device. In a pass over a device
// only those of its file are kept.
func (p *Pass) ReportSetting(s device.Setting, f Finding) {
	if s.File == p.file {
		f.Span = s.Span
		p.Report(f)
	}
}

// RelatedSetting points to a setting of the device from a finding about something
// else.
func RelatedSetting(s device.Setting, message string) Related {
	return Related{Span: s.Span, Message: message, File: s.File}
}
