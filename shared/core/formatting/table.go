// Package formatting is what the customer's widget asks of the core once somebody formats what they
// write in a plain field, as BBCode: edits of it, and what it will be read as. It is a core of its own,
// which nobody waits for who only writes. What comes in as HTML is not read: that would double it.
package formatting

import (
	"deskside/shared/api"
	"deskside/shared/core"
)

// Table is what the widget can do with formatting.
func Table() core.Table {
	return core.Table{
		core.Local("content.format", format),
		core.Local("content.show", show),
	}.Told((*api.Error).Say)
}
