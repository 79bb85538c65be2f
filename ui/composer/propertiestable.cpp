// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/propertiestable.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <set>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

QString cell(const QTableWidget &table, int row, int column)
{
    const QTableWidgetItem *item = table.item(row, column);
    return item ? item->text() : QString();
}

} // namespace

PropertiesTable::PropertiesTable(QWidget *parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, 2, this))
    , m_fault(new QLabel(this))
    , m_add(new QAction(this))
    , m_remove(new QAction(this))
    , m_paste(new QAction(this))
{
    build();
    retranslate();
}

void PropertiesTable::build()
{
    m_table->setObjectName("properties"_L1);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setTabKeyNavigation(false);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->installEventFilter(this);
    m_fault->setObjectName("propertiesFault"_L1);
    m_fault->setWordWrap(true);
    m_fault->hide();
    m_add->setObjectName("addProperty"_L1);
    m_remove->setObjectName("removeProperty"_L1);
    m_paste->setObjectName("pasteProperties"_L1);
    m_table->addActions({m_add, m_remove, m_paste});
    auto *buttons = new QVBoxLayout;
    for (QAction *action : {m_add, m_remove}) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::TabFocus);
        button->setSizePolicy(QSizePolicy::MinimumExpanding, QSizePolicy::Fixed);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *row = new QHBoxLayout;
    row->addWidget(m_table, 1);
    row->addLayout(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addWidget(m_fault);
    setFocusProxy(m_table);
    connect(m_table, &QTableWidget::cellChanged, this, [this] {
        if (!m_isFilling)
            Q_EMIT changed();
    });
    connect(m_add, &QAction::triggered, this, [this] {
        addRow({});
        m_table->setCurrentCell(m_table->rowCount() - 1, 0);
        m_table->setFocus();
        m_table->edit(m_table->currentIndex());
    });
    connect(m_remove, &QAction::triggered, this, &PropertiesTable::removeSelected);
    connect(m_paste, &QAction::triggered, this, &PropertiesTable::paste);
}

void PropertiesTable::retranslate()
{
    m_table->setHorizontalHeaderLabels({tr("Property"), tr("Value")});
    m_table->setAccessibleName(tr("Properties"));
    m_add->setText(tr("Add property"));
    m_add->setStatusTip(tr("Adds a row for a property of the message"));
    m_remove->setText(tr("Remove property"));
    m_remove->setStatusTip(tr("Removes the selected properties"));
    m_paste->setText(tr("Paste properties"));
    m_paste->setStatusTip(tr("Takes a property from every line name=value of the clipboard"));
}

void PropertiesTable::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool PropertiesTable::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Paste)) {
            paste();
            return true;
        }
        if (key->key() == Qt::Key_Delete) {
            removeSelected();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QList<QAction *> PropertiesTable::menuActions() const
{
    return {m_add, m_remove, m_paste};
}

void PropertiesTable::addRow(const Property &property)
{
    m_isFilling = true;
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, 0, new QTableWidgetItem(property.name));
    m_table->setItem(row, 1, new QTableWidgetItem(property.value));
    m_isFilling = false;
}

void PropertiesTable::setProperties(const QList<Property> &properties)
{
    m_table->setRowCount(0);
    for (const Property &property : properties)
        addRow(property);
}

QList<Property> PropertiesTable::properties() const
{
    QList<Property> properties;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Property property{cell(*m_table, row, 0), cell(*m_table, row, 1)};
        if (!property.name.isEmpty() || !property.value.isEmpty())
            properties.append(property);
    }
    return properties;
}

void PropertiesTable::removeSelected()
{
    std::set<int, std::greater<>> rows;
    for (const QTableWidgetItem *item : m_table->selectedItems())
        rows.insert(item->row());
    for (const int row : rows)
        m_table->removeRow(row);
    if (!rows.empty())
        Q_EMIT changed();
}

void PropertiesTable::paste()
{
    bool wasAdded = false;
    for (const QString &line : QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype equals = line.indexOf(u'=');
        if (equals <= 0)
            continue;
        addRow({line.left(equals).trimmed(), line.mid(equals + 1).trimmed()});
        wasAdded = true;
    }
    if (wasAdded)
        Q_EMIT changed();
}

/// Empty rows are no properties.
int PropertiesTable::rowOf(qsizetype property) const
{
    for (int row = 0; row < m_table->rowCount(); ++row) {
        if (cell(*m_table, row, 0).isEmpty() && cell(*m_table, row, 1).isEmpty())
            continue;
        if (property-- == 0)
            return row;
    }
    return -1;
}

void PropertiesTable::setFault(qsizetype property, const QString &text)
{
    m_fault->setVisible(!text.isEmpty());
    m_fault->setText(text.isEmpty() ? QString() : tr("⚠ row %1: %2").arg(rowOf(property) + 1).arg(text));
}

void PropertiesTable::focusProperty(qsizetype property)
{
    m_table->setCurrentCell(rowOf(property), 0);
    m_table->setFocus();
}

} // namespace gantry::ui
