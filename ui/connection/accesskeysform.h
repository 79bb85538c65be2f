// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/profile.h"
#include "workspace/accesskeys.h"
#include "workspace/messagelabel.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QWidget>

#include <array>

namespace gantry::ui {

/// Whether a profile's requests are signed, and by which keys. These go to AccessKeys and nowhere else.
class AccessKeysForm final : public QWidget
{
    Q_OBJECT

public:
    explicit AccessKeysForm(AccessKeys &keys, QWidget *parent = nullptr);

    void show(const Profile &profile);
    /// To the first field that lacks something.
    void focusField();

Q_SIGNALS:
    void edited(bool isSigned);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Field {
        QLabel *label;
        QLineEdit *edit;
        QToolButton *reveal; ///< null: it is no secret
    };

    void build();
    void retranslate();
    void onEdited();
    void showKeys();
    void check();

    AccessKeys &m_keys;
    QString m_profile;
    QCheckBox *m_isSigned;
    std::array<Field, 3> m_fields; ///< access key, secret key, security token
    MessageLabel *m_missing;
    MessageLabel *m_where;
};

} // namespace gantry::ui
