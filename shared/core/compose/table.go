// Package compose is what writing a message asks of the core: conversions,
// edits, quotes, pastes, counts and previews of content. No face writes with it
// yet; its users are the command content, the benchmarks beside other programs,
// and the tests of both compilers.
package compose

import (
	"deskside/shared/api"
	"deskside/shared/core"
)

// Table is what writing takes.
func Table() core.Table {
	return core.Table{
		core.Local("content.convert", convertContent),
		core.Local("content.draw", drawContent),
		core.Local("content.edit", editContent),
		core.Local("content.quote", quoteContent),
		core.Local("content.paste", pasteContent),
		core.Local("content.count", countContent),
		core.Local("content.preview", previewContent),
	}.Told((*api.Error).Say)
}
