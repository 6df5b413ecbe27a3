package overview

import "github.com/iotedge-tools/edgeproxy/manifest"

// File is a file with the deployments that stand in it.
type File struct {
	Name        string
	Doc         *manifest.Document
	Deployments []Deployment
}

// Row is a module with its settings as one flat value, for JSON: its keys are those
// of "edgeproxy show --format json".
type Row struct {
	File         string `json:"file"`
	Deployment   string `json:"deployment,omitempty"`
	Device       string `json:"device,omitempty"`
	Kind         Kind   `json:"kind"`
	Module       string `json:"module"`
	System       bool   `json:"system"`
	Image        string `json:"image"`
	Proxy        string `json:"httpsProxy"`
	ProxyFrom    string `json:"httpsProxyFrom,omitempty"`
	Protocol     string `json:"upstreamProtocol"`
	ProtocolFrom string `json:"upstreamProtocolFrom,omitempty"`
	NoProxy      string `json:"noProxy"`
	NoProxyFrom  string `json:"noProxyFrom,omitempty"`
	OnDevice     string `json:"onDevice,omitempty"`
	OnDeviceFrom string `json:"onDeviceFrom,omitempty"`
}

// Rows lists the modules of a deployment that stands in a file.
func (d Deployment) Rows(file string) []Row {
	rows := make([]Row, len(d.Modules))
	for i, m := range d.Modules {
		rows[i] = Row{
			File: file, Deployment: d.ID, Device: d.Device, Kind: d.Kind,
			Module: m.Name, System: m.System, Image: m.Image,
			Proxy: m.Proxy.Value, ProxyFrom: m.Proxy.From,
			Protocol: m.Protocol.Value, ProtocolFrom: m.Protocol.From,
			NoProxy: m.NoProxy.Value, NoProxyFrom: m.NoProxy.From,
			OnDevice: m.OnDevice.Value, OnDeviceFrom: m.OnDevice.From,
		}
	}
	return rows
}

// Rows lists the modules of all files; it is never nil.
func Rows(files []File) []Row {
	rows := []Row{}
	for _, file := range files {
		for _, d := range file.Deployments {
			rows = append(rows, d.Rows(file.Name)...)
		}
	}
	return rows
}
