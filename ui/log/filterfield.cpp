// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/filterfield.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace gantry::ui {

FilterField::FilterField(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_clear(new QAction(m_edit))
{
    m_edit->setObjectName("filter"_L1);
    m_edit->setClearButtonEnabled(true);
    setFocusProxy(m_edit);
    m_problem->setObjectName("filterProblem"_L1);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_clear->setObjectName("clearFilter"_L1);
    m_clear->setShortcut(Qt::Key_Escape);
    m_clear->setShortcutContext(Qt::WidgetShortcut);
    m_edit->addAction(m_clear);
    connect(m_clear, &QAction::triggered, m_edit, &QLineEdit::clear);
    connect(m_edit, &QLineEdit::textChanged, this, &FilterField::onTextChanged);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_edit);
    retranslate();
}

OutcomeQuery FilterField::query() const
{
    return OutcomeQuery(m_edit->text());
}

void FilterField::setTexts(const QString &placeholder, const QString &accessibleName)
{
    m_edit->setPlaceholderText(placeholder);
    m_edit->setAccessibleName(accessibleName);
}

void FilterField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FilterField::retranslate()
{
    m_edit->setToolTip(
        tr("<p>All words must be found, in topic, tag, keys, message ID or error.</p>"
           "<p><b>failed</b>, <b>ok</b>, <b>unknown</b>, <b>sync</b>, <b>async</b>, <b>oneway</b><br>"
           "<b>topic:</b>Order, <b>tag:</b>, <b>key:</b>, <b>id:</b>, <b>error:</b>, <b>broker:</b>, "
           "<b>status:</b>FLUSH<br>"
           "<b>queue:</b>3, <b>queue:</b>broker-a:3, <b>kind:</b>timeout, <b>code:</b>2<br>"
           "<b>&gt;50ms</b>, <b>&lt;1s</b>, <b>size&gt;1k</b>, <b>attempts&gt;1</b>, "
           "<b>after:</b>10m, <b>before:</b>14:30<br>"
           "<b>-</b>word: not this; <b>\"two words\"</b></p>"));
    m_clear->setText(tr("Clear the filter"));
    m_clear->setStatusTip(tr("Shows everything again"));
    // An empty field leaves Esc to the dialog.
    m_clear->setEnabled(!m_edit->text().isEmpty());
    const QString text = query().problemText();
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    m_edit->setAccessibleDescription(text);
}

void FilterField::onTextChanged()
{
    retranslate();
    Q_EMIT queryChanged(query());
}

} // namespace gantry::ui
