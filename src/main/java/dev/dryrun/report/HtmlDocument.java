package dev.dryrun.report;

import dev.dryrun.report.html.Document;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Writes pages that look like report.html and run nothing: one file each, without a network. */
public final class HtmlDocument {

    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.dryrun.report.html.templates");

    private HtmlDocument() {}

    public static String render(Document document) {
        StringOutput output = new StringOutput();
        TEMPLATES.render(
                "document.jte",
                Map.of(
                        "document", document,
                        "policy", HtmlAssets.POLICY_WITHOUT_SCRIPTS,
                        "style", HtmlAssets.STYLE),
                output);
        // Nothing that a page brings itself turns the direction of writing.
        return Markdown.seen(output.toString());
    }
}
