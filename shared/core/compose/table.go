// Package compose is what writing a message asks of the core: edits, quotes,
// pastes, previews and rich documents, as the sidebar has them; and conversions, drawings and
// counts, whose users are the command content, the benchmarks beside other
// programs, and the tests of both compilers.
package compose

import (
	"deskside/shared/api"
	"deskside/shared/core"
)

// Writing is what a face takes to write with.
func Writing() core.Table {
	return core.Table{
		core.Local("content.edit", editContent),
		core.Local("content.quote", quoteContent),
		core.Local("content.paste", pasteContent),
		core.Local("content.preview", previewContent),
		core.Local("content.rich", richContent),
		core.Local("content.source", sourceContent),
		core.Local("content.clip", clipContent),
	}
}

// Table is all that can be done with content.
func Table() core.Table {
	return append(Writing(),
		core.Local("content.convert", convertContent),
		core.Local("content.draw", drawContent),
		core.Local("content.count", countContent),
	).Told((*api.Error).Say)
}
