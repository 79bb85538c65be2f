// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/bodyeditor.h"

#include "composer/bodytext.h"
#include "composer/scintilla.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSaveFile>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

/// A lexer colours this much without being felt.
constexpr qsizetype mostHighlighted = 1024 * 1024;

QsciLexer *makeLexer(BodyView view, QObject *parent)
{
    if (view == BodyView::Json)
        return new QsciLexerJSON(parent);
    if (view == BodyView::Xml)
        return new QsciLexerXML(parent);
    return nullptr;
}

} // namespace

BodyEditor::BodyEditor(QWidget *parent)
    : QWidget(parent)
    , m_editor(new QsciScintilla(this))
    , m_views(new QComboBox(this))
    , m_size(new QLabel(this))
    , m_faultLabel(new QLabel(this))
    , m_file(new QLineEdit(this))
    , m_format(new QAction(this))
    , m_load(new QAction(this))
    , m_save(new QAction(this))
    , m_choose(new QAction(this))
    , m_forget(new QAction(this))
{
    build();
    retranslate();
    applyColours();
    showBytes();
}

BodyEditor::~BodyEditor() = default;

void BodyEditor::build()
{
    m_editor->setObjectName("body"_L1);
    m_editor->setUtf8(true);
    m_editor->setWrapMode(QsciScintilla::WrapWord);
    m_editor->setMarginWidth(1, 0);
    m_editor->setFrameShape(QFrame::StyledPanel);
    // Tab leaves the editor, as it does every other field; Ctrl+Tab would be nobody's guess.
    m_editor->SendScintilla(QsciScintilla::SCI_CLEARCMDKEY, QsciScintilla::SCK_TAB);
    m_editor->SendScintilla(QsciScintilla::SCI_CLEARCMDKEY,
                            QsciScintilla::SCK_TAB + (QsciScintilla::SCMOD_SHIFT << 16));
    // Ctrl+Enter sends.
    m_editor->SendScintilla(QsciScintilla::SCI_CLEARCMDKEY,
                            QsciScintilla::SCK_RETURN + (QsciScintilla::SCMOD_CTRL << 16));
    m_views->setObjectName("bodyView"_L1);
    m_views->addItems({u"Text"_s, u"JSON"_s, u"XML"_s, u"Hex"_s, u"Base64"_s});
    m_file->setObjectName("bodyFile"_L1);
    m_file->hide();
    m_faultLabel->setObjectName("bodyFault"_L1);
    m_faultLabel->setWordWrap(true);
    m_faultLabel->hide();
    const auto button = [this](QAction *action) {
        auto *tool = new QToolButton(this);
        tool->setDefaultAction(action);
        tool->setFocusPolicy(Qt::TabFocus);
        return tool;
    };
    m_format->setObjectName("formatBody"_L1);
    m_load->setObjectName("loadBody"_L1);
    m_save->setObjectName("saveBody"_L1);
    m_choose->setObjectName("chooseBodyFile"_L1);
    m_forget->setObjectName("forgetBodyFile"_L1);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_views);
    bar->addWidget(button(m_format));
    bar->addWidget(m_file, 1);
    bar->addWidget(m_size);
    bar->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(bar);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_faultLabel);
    setFocusProxy(m_editor);
    connect(m_editor, &QsciScintilla::textChanged, this, &BodyEditor::onTextChanged);
    connect(m_views, &QComboBox::activated, this, [this](int index) { setView(BodyView(index)); });
    connect(m_file, &QLineEdit::textEdited, this, &BodyEditor::changed);
    connect(m_format, &QAction::triggered, this, &BodyEditor::format);
    connect(m_load, &QAction::triggered, this, &BodyEditor::loadFile);
    connect(m_save, &QAction::triggered, this, &BodyEditor::saveFile);
    connect(m_choose, &QAction::triggered, this, &BodyEditor::chooseFile);
    connect(m_forget, &QAction::triggered, this, [this] { setFile({}); });
}

void BodyEditor::retranslate()
{
    m_editor->setAccessibleName(tr("Body"));
    m_views->setAccessibleName(tr("How the body is shown"));
    m_views->setItemText(0, tr("Text"));
    m_views->setItemText(3, tr("Hex"));
    m_size->setAccessibleName(tr("Size of the body"));
    m_file->setAccessibleName(tr("File that is the body"));
    m_format->setText(tr("Format"));
    m_format->setStatusTip(tr("Lays out JSON or XML anew; this changes the bytes between its words"));
    m_load->setText(tr("Load body from file…"));
    m_load->setStatusTip(tr("Takes the bytes of a file as the body"));
    m_save->setText(tr("Save body to file…"));
    m_save->setStatusTip(tr("Writes the bytes of the body to a file"));
    m_choose->setText(tr("Send a file as the body…"));
    m_choose->setStatusTip(tr("Reads the file anew whenever the message is sent"));
    m_forget->setText(tr("Edit the body here"));
    m_forget->setStatusTip(tr("Sends no file any more, but what the editor holds"));
    showFault();
}

void BodyEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        applyColours();
    QWidget::changeEvent(event);
}

QList<QAction *> BodyEditor::menuActions() const
{
    return {m_format, m_load, m_save, m_choose, m_forget};
}

QString BodyEditor::file() const
{
    return m_file->isHidden() ? QString() : m_file->text();
}

void BodyEditor::setBody(const QByteArray &bytes, BodyView view, const QString &file)
{
    m_bytes = bytes;
    m_view = view;
    m_views->setCurrentIndex(int(view));
    setFile(file);
    showBytes();
}

void BodyEditor::setView(BodyView view)
{
    m_view = view;
    m_views->setCurrentIndex(int(view));
    showBytes(); // what could not be read goes: it never was in the bytes
    Q_EMIT changed();
}

void BodyEditor::focusBody()
{
    (m_file->isHidden() ? static_cast<QWidget *>(m_editor) : m_file)->setFocus();
}

/// The bytes as they are: QString would stop at a NUL and mend what is no UTF-8.
QByteArray BodyEditor::text() const
{
    const auto size = qsizetype(m_editor->SendScintilla(QsciScintilla::SCI_GETLENGTH));
    const auto *data =
        static_cast<const char *>(m_editor->SendScintillaPtrResult(QsciScintilla::SCI_GETCHARACTERPOINTER));
    return {data, size};
}

void BodyEditor::setText(const QByteArray &text)
{
    m_isShowing = true;
    m_editor->SendScintilla(QsciScintilla::SCI_CLEARALL);
    m_editor->SendScintilla(QsciScintilla::SCI_ADDTEXT, size_t(text.size()), text.constData());
    m_editor->SendScintilla(QsciScintilla::SCI_GOTOPOS, 0UL);
    m_editor->SendScintilla(QsciScintilla::SCI_EMPTYUNDOBUFFER);
    m_isShowing = false;
}

void BodyEditor::showBytes()
{
    m_isUnreadable = false;
    m_textFault.clear();
    delete std::exchange(m_lexer, m_bytes.size() <= mostHighlighted ? makeLexer(m_view, this) : nullptr);
    m_editor->setLexer(m_lexer);
    applyColours();
    setText(m_view == BodyView::Hex      ? BodyText::toHex(m_bytes)
            : m_view == BodyView::Base64 ? BodyText::toBase64(m_bytes)
                                         : m_bytes);
    m_format->setEnabled(m_view == BodyView::Json || m_view == BodyView::Xml);
    onTextChanged();
}

void BodyEditor::onTextChanged()
{
    if (m_isShowing)
        return;
    const QByteArray typed = text();
    Result<QByteArray> bytes = m_view == BodyView::Hex      ? BodyText::fromHex(typed)
                               : m_view == BodyView::Base64 ? BodyText::fromBase64(typed)
                                                            : Result<QByteArray>(typed);
    m_isUnreadable = !bytes;
    m_textFault = bytes ? QString() : bytes.error().detail;
    if (bytes) {
        m_bytes = std::move(*bytes);
        if (!m_bytes.isEmpty() && m_view == BodyView::Json)
            m_textFault = BodyText::jsonFault(m_bytes);
        else if (!m_bytes.isEmpty() && m_view == BodyView::Xml)
            m_textFault = BodyText::xmlFault(m_bytes);
    }
    m_trouble.clear();
    showFault();
    Q_EMIT changed();
}

void BodyEditor::setFault(const QString &text)
{
    m_fault = text;
    showFault();
}

void BodyEditor::showFault()
{
    QStringList faults;
    for (const QString &fault : {m_trouble, m_fault, m_textFault}) {
        if (!fault.isEmpty())
            faults.append(fault);
    }
    m_faultLabel->setText(faults.isEmpty() ? QString() : tr("⚠ %1").arg(faults.join("; "_L1)));
    m_faultLabel->setVisible(!faults.isEmpty());
}

void BodyEditor::setSizeText(const QString &text)
{
    m_size->setText(text);
}

void BodyEditor::format()
{
    if (!m_textFault.isEmpty() || m_bytes.isEmpty())
        return;
    const QByteArray formatted =
        m_view == BodyView::Json ? BodyText::formatJson(m_bytes) : BodyText::formatXml(m_bytes);
    // One step of undo.
    m_editor->beginUndoAction();
    m_editor->SendScintilla(QsciScintilla::SCI_CLEARALL);
    m_editor->SendScintilla(QsciScintilla::SCI_ADDTEXT, size_t(formatted.size()), formatted.constData());
    m_editor->endUndoAction();
}

void BodyEditor::loadFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Load body"));
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_trouble = tr("%1 cannot be read: %2").arg(path, file.errorString());
        showFault();
        return;
    }
    setFile({});
    m_bytes = file.readAll();
    showBytes();
}

void BodyEditor::saveFile()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save body"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_bytes) != m_bytes.size() || !file.commit())
        m_trouble = tr("%1 cannot be written: %2").arg(path, file.errorString());
    showFault();
}

void BodyEditor::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Send a file as the body"));
    if (!path.isEmpty())
        setFile(path);
}

void BodyEditor::setFile(const QString &path)
{
    m_file->setText(path);
    m_file->setVisible(!path.isEmpty());
    m_editor->setEnabled(path.isEmpty());
    m_views->setEnabled(path.isEmpty());
    m_forget->setEnabled(!path.isEmpty());
    setFocusProxy(path.isEmpty() ? static_cast<QWidget *>(m_editor) : m_file);
    Q_EMIT changed();
}

/// QScintilla and its lexers know nothing of palettes.
void BodyEditor::applyColours()
{
    const QColor paper = palette().color(QPalette::Base);
    const QColor ink = palette().color(QPalette::Text);
    const bool isDark = paper.lightness() < 128;
    const QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (m_lexer) {
        m_lexer->setFont(font);
        m_lexer->setPaper(paper);
        m_lexer->setDefaultPaper(paper);
        m_lexer->setDefaultColor(ink);
        for (int style = 0; style < 128; ++style) {
            const QColor usual = m_lexer->defaultColor(style);
            m_lexer->setColor(
                isDark ? QColor::fromHsl(usual.hslHue(), usual.hslSaturation() / 2, 190) : usual, style);
        }
    }
    m_editor->setFont(font);
    m_editor->setPaper(paper);
    m_editor->setColor(ink);
    m_editor->setCaretForegroundColor(ink);
    m_editor->setSelectionBackgroundColor(palette().color(QPalette::Highlight));
    m_editor->setSelectionForegroundColor(palette().color(QPalette::HighlightedText));
}

} // namespace gantry::ui
