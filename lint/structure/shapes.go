package structure

// The shapes, each named after its definition in the schemas. A shape may accept less
// than its definition, never more: one spelling of each name and word, plain whole
// numbers, the members that nearly every file has.

var (
	baseRoot = object{members: []member{
		{"modulesContent", &baseContent, oneOf},
		{"content", &object{members: []member{
			{"modulesContent", &baseContent, oneOf},
			{"moduleContent", &baseContent, oneOf},
		}}, oneOf},
		{"moduleContent", &baseContent, oneOf},
		{"$edgeAgent", &baseAgentTwin, oneOf},
		{"$edgeHub", &hubTwin, optional},
		{"$schema", isText, optional},
	}}
	baseContent = object{
		members:  []member{{"$edgeAgent", &baseAgentTwin, required}, {"$edgeHub", &hubTwin, optional}},
		prefixed: oneModulesProperties,
		others:   &moduleTwin,
	}
	baseAgentTwin = object{
		members:  []member{{"properties.desired", &agentDesired, required}, {"properties.desired.modules", &modules, optional}},
		prefixed: layeredAgent,
	}

	// root is the root of a layered deployment and of a template.
	root = object{members: []member{
		{"modulesContent", &content, oneOf},
		{"content", &object{members: []member{
			{"modulesContent", &content, oneOf},
			{"moduleContent", &content, oneOf},
		}}, oneOf},
		{"moduleContent", &content, oneOf},
		{"$edgeAgent", &agentTwin, oneOf},
		{"$edgeHub", &hubTwin, oneOf},
		{"$schema", isText, optional},
		{"$schema-template", isText, optional},
	}}
	content = object{
		members:  []member{{"$edgeAgent", &agentTwin, optional}, {"$edgeHub", &hubTwin, optional}},
		prefixed: oneModulesProperties,
		others:   &moduleTwin,
	}
	agentTwin = object{
		members:  []member{{"properties.desired", &agentDesired, optional}, {"properties.desired.modules", &modules, optional}},
		prefixed: layeredAgent,
	}

	// layeredAgent is what a layered deployment sets beside the desired
	// properties as a whole. Parts of a module and of the runtime are rare,
	// system modules are refused in one schema only: left to the validator.
	layeredAgent = []member{
		{"properties.desired.modules.", &layeredModule, optional},
		{"properties.desired.runtime", nil, optional},
		{"properties.desired.systemModules", nil, optional},
	}
	// oneModulesProperties are the members of a single module's properties, which no
	// deployment has.
	oneModulesProperties = []member{{"properties.", nil, optional}}

	moduleTwin = object{members: []member{{"properties.desired", isObject, optional}}}
)

var (
	agentDesired = object{members: []member{
		{"schemaVersion", words{"1.0", "1.1"}, required},
		{"runtime", &runtime, required},
		{"systemModules", &systemModules, required},
		{"modules", &modules, optional},
		{"integrity", isObject | isNull, optional},
	}}
	runtime = object{members: []member{
		{"type", words{"docker"}, required},
		{"settings", &object{orNull: true, members: []member{
			{"minDockerVersion", isText | isNumber | isNull, optional},
			{"loggingOptions", isText | isNull, optional},
			{"registryCredentials", &object{orNull: true, others: &registryCredential}, optional},
		}}, optional},
	}}
	registryCredential = object{members: []member{
		{"address", filled(isText | isNumber | isBool), required},
		{"username", filled(isText | isNumber | isBool), required},
		{"password", filled(isText | isNumber | isBool), required},
	}}
	systemModules = object{members: []member{
		{"edgeAgent", &moduleObject{object{members: moduleMembers(optional)}}, optional},
		{"edgeHub", &moduleObject{object{members: moduleMembers(required)}}, optional},
	}}
	modules       = object{orNull: true, others: &module}
	module        = moduleObject{object{members: moduleMembers(required)}}
	layeredModule = moduleObject{object{orNull: true, members: moduleMembers(required)}}
)

// moduleMembers are the members of a module, which needs a status or not.
func moduleMembers(status need) []member {
	return []member{
		{"type", words{"docker"}, required},
		{"status", words{"running", "stopped"}, status},
		{"restartPolicy", words{"always", "never", "on-failure", "on-unhealthy"}, optional},
		{"imagePullPolicy", words{"on-create", "never"}, optional},
		{"startupOrder", whole{digits: 9}, optional},
		{"version", isText | isNumber | isBool | isNull, optional},
		{"settings", &settings, required},
		{"env", &env, optional},
	}
}

var (
	settings = object{
		members: []member{
			{"image", imageName{}, required},
			{"createOptions", options{}, optional},
			{"digest", isText | isNull, optional},
		},
		prefixed: []member{{"createOptions", isText | isNull, optional}},
	}
	env = object{orNull: true, others: &object{members: []member{
		{"value", isText | isNumber | isBool | isNull, optional},
	}}}
)

var (
	hubTwin = object{
		members: []member{
			{"properties.desired", hub{&hubDesired}, optional},
			{"properties.desired.routes", &routes, optional},
			{"properties.desired.storeAndForwardConfiguration", &storeAndForward, optional},
		},
		prefixed: []member{{"properties.desired.routes.", route{}, optional}},
	}
	hubDesired = object{members: []member{
		{"schemaVersion", words{"1.0", "1.1", "1.2", "1.3"}, required},
		{"routes", &routes, required},
		{"storeAndForwardConfiguration", &storeAndForward, required},
		{"integrity", isObject | isNull, optional},
	}}
	routes          = object{orNull: true, others: route{}}
	storeAndForward = object{members: []member{
		{"timeToLiveSecs", whole{digits: 9, negative: true}, optional},
		{"storeLimits", &object{orNull: true, members: []member{
			{"maxBytes", whole{digits: 18, negative: true}, optional},
		}}, optional},
	}}
	routeObject = object{members: []member{
		{"route", filled(isText), required},
		{"priority", whole{digits: 1}, optional},
		{"timeToLiveSecs", whole{digits: 9}, optional},
	}}
)

var (
	configuration = object{members: []member{
		{"$schema", isText, optional},
		{"id", isText, optional},
		{"schemaVersion", isText | isNull, optional},
		{"labels", &object{orNull: true, others: isText | isNull}, optional},
		{"content", &object{members: []member{
			{"modulesContent", &content, optional},
			{"moduleContent", &content, optional},
			{"deviceContent", isObject | isNull, optional},
		}}, required},
		{"targetCondition", isText | isNull, optional},
		{"priority", whole{digits: 9}, optional},
		{"metrics", &metrics, optional},
		{"systemMetrics", &metrics, optional},
		{"etag", isText | isNull, optional},
		{"createdTimeUtc", isText | isNull, optional},
		{"lastUpdatedTimeUtc", isText | isNull, optional},
	}}
	metrics = object{orNull: true, members: []member{
		{"queries", &object{orNull: true, others: isText}, optional},
		{"results", &object{orNull: true, others: isNumber}, optional},
	}}
)
