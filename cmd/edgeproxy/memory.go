package main

import "runtime/debug"

// gcPercent keeps a run over ten thousand files under 64 MB. Above memoryGoal bytes
// memory is collected more often: else a file of 16 MB with a million faults would take
// four times the memory that the faults need. GOMEMLIMIT sets a lower goal.
const (
	gcPercent  = 250
	memoryGoal = 384 << 20
)

// collectRarely sets how often memory is collected during a run; restore undoes it. A
// run keeps little of the memory that it takes.
func collectRarely() (restore func()) {
	percent, goal := debug.SetGCPercent(gcPercent), debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(goal, memoryGoal))
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(goal)
	}
}
