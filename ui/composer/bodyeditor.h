// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagedraft.h"

#include <QByteArray>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QsciLexer;
class QsciScintilla;
class QToolButton;

namespace gantry::ui {

/// Edits the bytes of a body as text, JSON, XML, hex or Base64, or names a file that holds them. The bytes
/// are the truth: another view of them never changes one.
class BodyEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit BodyEditor(QWidget *parent = nullptr);
    ~BodyEditor() override;

    void setBody(const QByteArray &bytes, BodyView view, const QString &file = {});
    /// Of what is typed, the last that made sense.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] BodyView view() const { return m_view; }
    [[nodiscard]] QString file() const;
    /// What is typed is no hex or no Base64: bytes() is older than it.
    [[nodiscard]] bool hasUnreadableText() const { return m_isUnreadable; }

    /// Beside the body's size: what it has when it is compressed, or why it is not.
    void setSizeText(const QString &text);
    /// Shows a fault of the body beside it; an empty one goes.
    void setFault(const QString &text);
    void setView(BodyView view);
    void focusBody();

    [[nodiscard]] QList<QAction *> menuActions() const;

Q_SIGNALS:
    /// Bytes, view or file.
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void onTextChanged();
    void showBytes();
    void format();
    void loadFile();
    void saveFile();
    void chooseFile();
    void setFile(const QString &path);
    void showFault();
    void applyColours();
    [[nodiscard]] QByteArray text() const;
    void setText(const QByteArray &text);

    QByteArray m_bytes;
    BodyView m_view = BodyView::Text;
    bool m_isUnreadable = false;
    bool m_isShowing = false; ///< the text changes, not the bytes
    QString m_fault;          ///< from outside
    QString m_textFault;      ///< of the view
    QString m_trouble;        ///< of the last file
    QsciScintilla *m_editor;
    QsciLexer *m_lexer = nullptr;
    QComboBox *m_views;
    QLabel *m_size;
    QLabel *m_faultLabel;
    QLineEdit *m_file;
    QAction *m_format;
    QAction *m_load;
    QAction *m_save;
    QAction *m_choose;
    QAction *m_forget;
};

} // namespace gantry::ui
