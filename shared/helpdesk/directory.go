package helpdesk

//go:generate go run deskside/build/codec -file directory.go -o directory_gen.go
//go:generate go run deskside/build/codec -file entry.go -o entry_gen.go

// Directory is what is known of one account: what names stand for and what
// completion offers. Lists that were not read are empty; numbers are then taken
// as they are written and names select nothing.
type Directory struct {
	System System `msg:"system"`
	// Account is the account's id, Title what a person calls it.
	Account string `msg:"account"`
	Title   string `msg:"title"`
	// Me is the number of the agent whose account it is, 0 when not known.
	Me int64 `msg:"me"`
	// Zone is the account's distance from UTC in seconds, east positive. Days
	// begin there.
	Zone       int64    `msg:"zone"`
	Statuses   []Status `msg:"statuses"`
	Agents     []Person `msg:"agents"`
	Groups     []Entry  `msg:"groups"`
	Channels   []Entry  `msg:"channels"`
	Tags       []Entry  `msg:"tags"`
	Forums     []Entry  `msg:"forums"`
	Categories []Entry  `msg:"categories"`
	// ApartCategories and ApartStatuses are those of types that stand apart.
	ApartCategories []Category    `msg:"apart_categories"`
	ApartStatuses   []ApartStatus `msg:"apart_statuses"`
	Fields          []FieldEntry  `msg:"fields"`
	// Desk is the kind of helpdesk, which crosses no boundary: whoever reads a
	// directory looks it up by System.
	Desk Desk `msg:"-"`
}
