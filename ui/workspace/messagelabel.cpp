// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/messagelabel.h"

#include <QApplication>
#include <QEvent>

using namespace Qt::StringLiterals;

namespace gantry::ui {

MessageLabel::MessageLabel(QWidget *parent)
    : QLabel(parent)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::NoFocus);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void MessageLabel::say(Status status, const QString &text)
{
    m_status = status;
    const bool isTrouble = status == Status::Warning || status == Status::Bad;
    setText(isTrouble && !text.isEmpty() ? u"⚠ "_s + text : text);
    setColour();
    setHidden(text.isEmpty());
}

void MessageLabel::say(const Error &error)
{
    say(Status::Bad, error.hint.isEmpty() ? error.detail : QString(error.detail + u'\n' + error.hint));
}

void MessageLabel::say(const Result<void> &result)
{
    if (result)
        clear();
    else
        say(result.error());
}

/// The application's palette is the one to start from: this label's has been changed.
void MessageLabel::setColour()
{
    QPalette palette = parentWidget() ? parentWidget()->palette() : QApplication::palette();
    const QColor colour = statusColour(m_status, palette);
    if (this->palette().color(QPalette::WindowText) == colour)
        return;
    palette.setColor(QPalette::WindowText, colour);
    setPalette(palette);
}

void MessageLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        setColour();
}

} // namespace gantry::ui
