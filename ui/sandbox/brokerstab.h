// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/sandboxbrokermodel.h"
#include "sandbox/sandboxwatch.h"
#include "workspace/messagelabel.h"

#include <QAction>
#include <QTableView>
#include <QVBoxLayout>
#include <QWidget>

namespace gantry::ui {

/// The brokers of the sandbox, and what can be done to the chosen one.
class BrokersTab final : public QWidget
{
    Q_OBJECT

public:
    explicit BrokersTab(SandboxWatch &watch, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> menuActions() const { return {m_stop, m_readOnly, m_leave}; }

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QAction *makeAction(const QString &name, void (BrokersTab::*slot)());
    void retranslate();
    void showView();
    void showActions();
    void tell(const QString &verb);
    void stopOrStart();
    void setReadOnlyOrWritable();
    void leaveOrJoin();
    [[nodiscard]] std::optional<SandboxBroker> current() const;

    SandboxWatch &m_watch;
    SandboxBrokerModel m_model;
    QTableView *m_table;
    MessageLabel *m_message;
    QVBoxLayout *m_buttons;
    QAction *m_stop;
    QAction *m_readOnly;
    QAction *m_leave;
};

} // namespace gantry::ui
