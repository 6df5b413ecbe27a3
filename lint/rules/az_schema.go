package rules

import "sync"

// azObject is an object of the az CLI's schemas (azext_iot/assets/azure-iot-edge*-deployment-1.*.json
// of Azure/azure-iot-cli-extension), which lists its members completely.
type azObject struct {
	members map[string]*azObject // by name; nil for what is no object, or is not looked into
	each    *azObject            // what is in all members, whatever their names
}

// azSchemas are the az CLI's schemas of the two system modules. They are made
// when a document needs them.
type azSchemas struct{ agent, hub *azObject }

var azSchema = sync.OnceValue(func() azSchemas {
	inSystem := azInside{
		"env":      {each: azNames(nil, "value")},
		"settings": azNames(nil, "image"),
	}
	return azSchemas{
		agent: azNames(azInside{
			"runtime": azNames(azInside{"settings": azNames(nil, "minDockerVersion", "loggingOptions", "registryCredentials")}, "type"),
			"systemModules": azNames(azInside{
				"edgeAgent": azNames(inSystem, "type", "imagePullPolicy"),
				"edgeHub":   azNames(inSystem, "type", "imagePullPolicy", "status", "restartPolicy", "startupOrder"),
			}),
			"modules": {each: azNames(inSystem, "type", "imagePullPolicy", "status", "restartPolicy", "startupOrder", "version")},
		}, "schemaVersion"),
		hub: azNames(azInside{
			"routes":                       {each: azNames(nil, "route", "priority", "timeToLiveSecs")},
			"storeAndForwardConfiguration": azNames(nil, "timeToLiveSecs"),
		}, "schemaVersion", "mqttBroker"),
	}
})

// azInside are the members that are objects.
type azInside map[string]*azObject

// azNames is an object with the given members beside those that are objects.
func azNames(inside azInside, names ...string) *azObject {
	members := make(map[string]*azObject, len(inside)+len(names))
	for name, object := range inside {
		members[name] = object
	}
	for _, name := range names {
		members[name] = nil
	}
	return &azObject{members: members}
}
