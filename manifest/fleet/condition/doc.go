// Package condition reads the target conditions of Azure IoT Hub, such as
//
//	tags.site='plant-a' AND NOT is_defined(tags.lab)
//
// and says which devices they match.
//
//	c, err := condition.Parse(text)        // *condition.Error has the place
//	paths := c.Paths()                     // what the condition reads of a device
//	outcome := c.Match(func(i int) condition.Value { return valueOf(paths[i]) })
//
// Parse refuses what IoT Hub refuses, and what nobody means. Warnings lists what IoT
// Hub may refuse. The grammar is that of "IoT Hub query language for device and module
// twins" and of "Understand IoT Edge automatic deployments" in Microsoft's
// documentation.
//
// # What is not documented
//
// A condition is true, false or undefined for a device, and only true matches. Where the
// documentation does not say which of them it is, Match computes each possibility. If
// they lead to different answers, Outcome.Match is Unknown and Outcome.Doubts says what
// would have to be known. It is not documented
//
//   - whether texts and names are compared by case,
//   - whether NOT of an undefined comparison is undefined or true,
//   - whether AND binds closer than OR,
//   - what != says about values of different types, and how texts are added.
//
// All offsets are bytes of the condition's text.
package condition
