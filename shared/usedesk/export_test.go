package usedesk

// Methods returns the names and paths of the operation table.
func Methods() map[string]string {
	methods := map[string]string{}
	for _, op := range operations() {
		methods[op.name] = op.path
	}
	return methods
}

// Writes returns the names of the methods that must not be sent twice.
func Writes() []string {
	var names []string
	for _, op := range operations() {
		if !op.repeatable {
			names = append(names, op.name)
		}
	}
	return names
}
