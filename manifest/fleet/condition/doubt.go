package condition

// Doubts is a set of reasons why it is not known whether a device matches.
type Doubts uint8

// The reasons.
const (
	NotRead      Doubts = 1 << iota // the input does not hold a property that the condition reads
	TextCase                        // texts that differ in case alone
	NameCase                        // names that differ in case alone
	NotUndefined                    // NOT before an undefined part, such as a comparison with a property that the device does not have
	Binding                         // AND and OR without parentheses
	Types                           // a comparison of null, lists, or values of different types
	Arithmetic                      // a calculation with a value that is no number, or by zero
)

// doubtTexts explain the reasons, in the order of their bits.
var doubtTexts = [...]string{
	"the input does not hold a property that the condition reads",
	"it is not documented whether texts are compared by case",
	"it is not documented whether names of properties are compared by case",
	"it is not documented whether NOT is true where the comparison after it is undefined, as for a device without the property: write \"is_defined(tags.NAME) AND\" before NOT",
	"it is not documented whether AND binds closer than OR: write parentheses",
	"it is not documented how such values are compared: null, lists, values of different types",
	"it is not documented what the calculation gives",
}

// List explains each reason in a sentence.
func (d Doubts) List() []string {
	var list []string
	for i, text := range doubtTexts {
		if d&(1<<i) != 0 {
			list = append(list, text)
		}
	}
	return list
}
