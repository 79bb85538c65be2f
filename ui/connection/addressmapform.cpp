// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/addressmapform.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

bool isAddress(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    const int port = text.mid(colon + 1).toInt();
    return colon > 0 && port > 0 && port <= 65535 && !text.contains(u' ');
}

} // namespace

AddressMapForm::AddressMapForm(QWidget *parent)
    : QWidget(parent)
    , m_help(new QLabel(this))
    , m_table(new QTableWidget(0, 2, this))
    , m_add(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_message(new MessageLabel(this))
{
    m_help->setWordWrap(true);
    m_table->setObjectName(u"addressMap"_s);
    m_add->setObjectName(u"addressMapAdd"_s);
    m_remove->setObjectName(u"addressMapRemove"_s);
    m_message->setObjectName(u"addressMapMessage"_s);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setTabKeyNavigation(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_help);
    column->addWidget(m_table, 1);
    column->addWidget(m_message);
    column->addLayout(buttons);
    connect(m_add, &QPushButton::clicked, this, &AddressMapForm::addRow);
    connect(m_remove, &QPushButton::clicked, this, &AddressMapForm::removeRow);
    connect(m_table, &QTableWidget::cellChanged, this, &AddressMapForm::onEdited);
    retranslate();
}

void AddressMapForm::retranslate()
{
    m_help->setText(tr("For brokers that advertise addresses which cannot be reached from here, as those in "
                       "containers do."));
    m_table->setHorizontalHeaderLabels({tr("Advertised address"), tr("Use instead")});
    m_table->setAccessibleName(tr("Addresses to use in place of advertised ones"));
    m_add->setText(tr("&Add address"));
    m_remove->setText(tr("&Remove address"));
}

void AddressMapForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

QString AddressMapForm::cell(int row, int column) const
{
    const QTableWidgetItem *item = m_table->item(row, column);
    return item ? item->text().trimmed() : QString();
}

QHash<Address, Address> AddressMapForm::map() const
{
    QHash<Address, Address> map;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        if (isAddress(cell(row, 0)) && isAddress(cell(row, 1)))
            map.insert(Address(cell(row, 0)), Address(cell(row, 1)));
    }
    return map;
}

void AddressMapForm::show(const QHash<Address, Address> &shown)
{
    if (shown == map())
        return;
    const QSignalBlocker blocker(m_table);
    m_table->setRowCount(0);
    QList<Address> addresses = shown.keys();
    std::ranges::sort(addresses);
    for (const Address &address : addresses) {
        const int row = m_table->rowCount();
        m_table->insertRow(row);
        m_table->setItem(row, 0, new QTableWidgetItem(address.text()));
        m_table->setItem(row, 1, new QTableWidgetItem(shown.value(address).text()));
    }
    m_message->clear();
}

void AddressMapForm::addRow()
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, 0, new QTableWidgetItem);
    m_table->setItem(row, 1, new QTableWidgetItem);
    m_table->setCurrentCell(row, 0);
    m_table->setFocus();
    m_table->editItem(m_table->item(row, 0));
}

void AddressMapForm::removeRow()
{
    if (m_table->currentRow() < 0)
        return;
    m_table->removeRow(m_table->currentRow());
    onEdited();
}

/// Only whole rows count; the others say what they lack.
QString AddressMapForm::trouble() const
{
    for (int row = 0; row < m_table->rowCount(); ++row) {
        for (int column = 0; column < 2; ++column) {
            if (!cell(row, column).isEmpty() && !isAddress(cell(row, column)))
                return tr("“%1” is no address: give host:port.").arg(cell(row, column));
        }
        if (cell(row, 0).isEmpty() != cell(row, 1).isEmpty())
            return tr("Row %1 needs both addresses; it does not count until then.").arg(row + 1);
    }
    return {};
}

void AddressMapForm::onEdited()
{
    m_message->say(Status::Bad, trouble());
    Q_EMIT edited(map());
}

} // namespace gantry::ui
