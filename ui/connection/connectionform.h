// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/profile.h"
#include "workspace/messagelabel.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QWidget>

namespace gantry::ui {

/// Group, NameServers and instance name of a profile, with what is wrong under each.
class ConnectionForm final : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(QWidget *parent = nullptr);

    /// Does not touch what is being typed, when it says the same.
    void show(const Profile &profile);
    /// What a running sandbox has; empty when it does not run.
    void setSandboxAddress(const QString &address);
    /// Why the producer did not start; at the field that it is about. False when it is about none.
    bool showStartError(const Error &error);
    /// Why no NameServer answers; empty when one does.
    void showNameServerTrouble(const QString &trouble);

Q_SIGNALS:
    /// Something was typed.
    void edited(const gantry::Profile &profile);
    /// NameServers were typed while the sandbox is shown: they are another profile's.
    void nameServersTyped(const QString &nameServers);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Field {
        QLabel *label;
        QLineEdit *edit;
        MessageLabel *message;
    };

    [[nodiscard]] Field addField(const QString &name);
    void retranslate();
    void onEdited();
    void onNameServersEdited(const QString &text);
    void check();
    void showAddress();

    QFormLayout *m_layout;
    Field m_group;
    Field m_nameServers;
    Field m_instance;
    Profile m_profile;
    QString m_sandboxAddress;
};

} // namespace gantry::ui
