package structure

import (
	"strings"
	"sync"
)

// optionType is the type that edgeAgent's model gives a member of createOptions
// (edge-agent/src/Microsoft.Azure.Devices.Edge.Agent.Docker/models). Its JSON
// reader, Newtonsoft.Json, converts some values of another kind. It refuses all other
// values, and one such value makes edgeAgent refuse the whole deployment.
type optionType struct {
	form    optionForm
	null    bool                   // null is taken where the form alone refuses it
	of      *optionType            // what a list or map holds
	members map[string]*optionType // of an object, by name and by name in lower case; others are not looked at
}

// optionForm says which values an optionType takes: see optionType.takes.
type optionForm uint8

const (
	textForm    optionForm = iota
	boolForm               // true or false
	int64Form              // a whole number of 64 bits
	uint64Form             // the same, without negative ones
	uint16Form             // 0 to 65535
	restartForm            // the name of a restart policy
	emptyForm              // an object of which nothing is read
	listForm
	mapForm
	objectForm
)

var (
	textOption      = &optionType{form: textForm}
	boolOption      = &optionType{form: boolForm}
	boolOrNull      = &optionType{form: boolForm, null: true}
	int64Option     = &optionType{form: int64Form}
	int64OrNull     = &optionType{form: int64Form, null: true}
	uint64Option    = &optionType{form: uint64Form}
	uint64OrNull    = &optionType{form: uint64Form, null: true}
	uint16Option    = &optionType{form: uint16Form}
	restartOption   = &optionType{form: restartForm}
	emptyOption     = &optionType{form: emptyForm}
	textListOption  = listOf(textOption)
	textMapOption   = mapOf(textOption)
	throttleOptions = listOf(objectOf(typed{"Path": textOption, "Rate": uint64Option}))
)

func listOf(element *optionType) *optionType { return &optionType{form: listForm, of: element} }
func mapOf(value *optionType) *optionType    { return &optionType{form: mapForm, of: value} }

// typed gives names their type, several names in one string.
type typed map[string]*optionType

func objectOf(names typed) *optionType {
	count := 0
	for several := range names {
		for range strings.FieldsSeq(several) {
			count++
		}
	}
	members := make(map[string]*optionType, 2*count) // growing the map would double the time
	for several, t := range names {
		for name := range strings.FieldsSeq(several) {
			members[name], members[strings.ToLower(name)] = t, t
		}
	}
	return &optionType{form: objectForm, members: members}
}

// createOptions is the model of CreateContainerParameters. What it does not
// name, such as User or Healthcheck, edgeAgent passes on to the container engine.
var createOptions = sync.OnceValue(func() *optionType {
	return objectOf(typed{
		"Env":              textListOption,
		"ExposedPorts":     mapOf(emptyOption),
		"HostConfig":       hostConfig(),
		"Image":            textOption,
		"Labels":           textMapOption,
		"NetworkingConfig": objectOf(typed{"EndpointsConfig": mapOf(objectOf(typed{"Aliases": textListOption}))}),
	})
})

func hostConfig() *optionType {
	return objectOf(typed{
		"Binds VolumesFrom CapAdd CapDrop Dns DnsOptions DnsSearch ExtraHosts Links SecurityOpt GroupAdd": textListOption,
		`NetworkMode IpcMode CgroupParent CpusetCpus CpusetMems Isolation Runtime ContainerIDFile VolumeDriver Cgroup PidMode
			UTSMode UsernsMode InitPath`: textOption,
		"Sysctls StorageOpt Tmpfs":                             textMapOption,
		"Privileged AutoRemove PublishAllPorts ReadonlyRootfs": boolOption,
		"OomKillDisable Init":                                  boolOrNull,
		"PidsLimit MemorySwappiness":                           int64OrNull,
		"ConsoleSize":                                          listOf(uint64OrNull),
		`CpuRealtimePeriod CpuQuota CpuPeriod NanoCpus Memory CpuShares CpuRealtimeRuntime DiskQuota KernelMemory
			MemoryReservation MemorySwap CpuCount CpuPercent OomScoreAdj ShmSize`: int64Option,
		"IOMaximumIOps IOMaximumBandwidth": uint64Option,
		"BlkioWeight":                      uint16Option,
		"BlkioDeviceWriteIOps BlkioDeviceReadIOps BlkioDeviceWriteBps BlkioDeviceReadBps": throttleOptions,
		"BlkioWeightDevice": listOf(objectOf(typed{"Path": textOption, "Weight": uint16Option})),
		"PortBindings":      mapOf(listOf(objectOf(typed{"HostIP HostPort": textOption}))),
		"LogConfig":         objectOf(typed{"Type": textOption, "Config": textMapOption}),
		"Mounts":            listOf(objectOf(typed{"ReadOnly": boolOption, "Source Target Type": textOption})),
		"Devices":           listOf(objectOf(typed{"PathOnHost PathInContainer CgroupPermissions": textOption})),
		"Ulimits":           listOf(objectOf(typed{"Name": textOption, "Hard Soft": int64Option})),
		"RestartPolicy":     objectOf(typed{"Name": restartOption, "MaximumRetryCount": int64Option}),
	})
}
