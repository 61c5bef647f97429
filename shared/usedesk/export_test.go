package usedesk

// Operation is a row of the table.
type Operation struct {
	Name, Method, Path, Token, Answer, Assumed string
	Repeatable                                 bool
}

// Operations is the table, for tests outside the package.
func Operations() []Operation {
	var rows []Operation
	for _, op := range operations() {
		rows = append(rows, Operation{
			op.name, op.method, op.path, [...]string{inBody: "body", inHeader: "header"}[op.token],
			[...]string{items: "array", item: "array of one", parts: "object", outcome: "outcome"}[op.answer], op.assumed, op.repeatable,
		})
	}
	return rows
}
